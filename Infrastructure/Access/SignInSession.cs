namespace SiCrm.Infrastructure.Access;

/// <summary>By what somebody showed who he is.</summary>
public enum SignInWay
{
    Password,
    PasswordAndCode,
    PasswordAndRecovery,
    Passkey,
    SingleSignOn,
    Demonstration,
}

/// <summary>One signed-in browser. When the row is gone, its cookie is worth nothing within a minute.</summary>
public sealed class SignInSession(string id, long accountId, DateTime begunAt, string? address, string? browser, SignInWay way)
{
    /// <summary>However busy it is, it ends then.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>For so long after showing who he is, he may change how he shows it.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>Random, 128 bits; stands in the cookie as a claim.</summary>
    public string Id { get; private set; } = id;

    public long AccountId { get; private set; } = accountId;

    public DateTime BegunAt { get; private set; } = begunAt;

    public string? Address { get; private set; } = address;

    public string? Browser { get; private set; } = browser;

    public SignInWay Way { get; private set; } = way;

    /// <summary>To the minute; null before anything was looked at a minute later.</summary>
    public DateTime? LastSeenAt { get; private set; }

    /// <summary>When he last showed who he is.</summary>
    public DateTime ConfirmedAt { get; private set; } = begunAt;

    public bool IsOver(DateTime now) => now - BegunAt > Longest;

    public bool IsFresh(DateTime now) => now - ConfirmedAt <= Fresh;

    public void Confirm(DateTime now) => ConfirmedAt = now;
}
