namespace SiCrm.Infrastructure.Operations.Mail;

public enum MailState
{
    Waiting,
    Sent,

    /// <summary>It would have come too late to be of use.</summary>
    Lapsed,
}

/// <summary>
/// A mail in the outbox: written in the transaction of what it tells, sent afterwards, tried again until it went or is of
/// no use any more. Whoever gets it twice sees the same Message-ID.
/// </summary>
public sealed class OutgoingMail(string messageId, string to, string subject, string? sealedBody, DateTime madeAt, DateTime goodUntil)
{
    public const int ErrorLength = 500;

    /// <summary>So long one sender has for it before another one may try.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    public long Id { get; private set; }

    public string MessageId { get; private set; } = messageId;

    public string To { get; private set; } = to;

    public string Subject { get; private set; } = subject;

    /// <summary>Holds links that open doors, so only this program's keys open it, and it goes when the mail has gone.</summary>
    public string? SealedBody { get; private set; } = sealedBody;

    public DateTime MadeAt { get; private set; } = madeAt;

    public DateTime GoodUntil { get; private set; } = goodUntil;

    public MailState State { get; private set; }

    /// <summary>How often somebody took it; whose count is not the row's any more changes nothing.</summary>
    public int Tries { get; private set; }

    public DateTime NextTryAt { get; private set; } = madeAt;

    public DateTime? SentAt { get; private set; }

    public string? Error { get; private set; }

    public static TimeSpan WaitAfter(int tries) => Waits[Math.Clamp(tries - 1, 0, Waits.Length - 1)];
}
