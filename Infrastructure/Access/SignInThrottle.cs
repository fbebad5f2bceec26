namespace SiCrm.Infrastructure.Access;

/// <summary>How often one account, or one network address, was tried in vain: counted in the database, for every node.</summary>
public sealed class SignInThrottle(string subject)
{
    /// <summary><c>account:NAME</c> or <c>address:1.2.3.4</c>.</summary>
    public string Subject { get; private set; } = subject;

    /// <summary>In vain, or not yet known to be right.</summary>
    public int Tries { get; private set; }

    /// <summary>How many times it was closed without a success between; each time lasts longer.</summary>
    public int Closures { get; private set; }

    public DateTime? LastTriedAt { get; private set; }

    /// <summary>Null while tries are admitted.</summary>
    public DateTime? ClosedUntil(ThrottleRule rule) => Tries >= rule.Tries ? LastTriedAt + rule.ClosureOf(Closures + 1) : null;

    /// <summary>Counts a try before the password is looked at; else says until when it is closed.</summary>
    public DateTime? Admit(ThrottleRule rule, DateTime now)
    {
        if (now - LastTriedAt > rule.ForgottenAfter)
        {
            (Tries, Closures) = (0, 0);
        }

        if (ClosedUntil(rule) is { } until)
        {
            if (now < until)
            {
                return until;
            }

            (Tries, Closures) = (0, Closures + 1);
        }

        (Tries, LastTriedAt) = (Tries + 1, now);
        return null;
    }

    public void TakeBack() => Tries = Math.Max(0, Tries - 1);
}

/// <param name="Tries">So many in vain close it.</param>
/// <param name="First">How long the first time; each further one twice as long.</param>
public sealed record ThrottleRule(int Tries, TimeSpan First, TimeSpan Longest, TimeSpan ForgottenAfter)
{
    public static readonly ThrottleRule Account = new(5, TimeSpan.FromMinutes(5), TimeSpan.FromHours(12), TimeSpan.FromHours(24));

    /// <summary>An office shares one address, so it closes later and shorter.</summary>
    public static readonly ThrottleRule Address = new(10, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1));

    /// <summary>Three links to one address in a while; nobody's mailbox is filled from the sign-in page.</summary>
    public static readonly ThrottleRule Mail = new(3, TimeSpan.FromMinutes(15), TimeSpan.FromHours(12), TimeSpan.FromHours(24));

    public static readonly ThrottleRule MailAddress = new(20, TimeSpan.FromMinutes(15), TimeSpan.FromHours(2), TimeSpan.FromHours(2));

    public TimeSpan ClosureOf(int closure)
    {
        var length = First * Math.Pow(2, Math.Min(closure - 1, 20));
        return length < Longest ? length : Longest;
    }
}
