namespace SiCrm.Domain.Access;

public enum LinkPurpose
{
    /// <summary>A new colleague chooses his first password.</summary>
    Invitation,

    /// <summary>Somebody forgot his.</summary>
    Reset,

    /// <summary>An administrator hands it over himself.</summary>
    HandedOver,

    /// <summary>A new mail address is shown to be one's own.</summary>
    NewAddress,
}

/// <summary>
/// A link that opens one door of one account once. It is kept as its hash, and worth nothing when anything about the
/// account's ways in has changed since.
/// </summary>
public sealed class AccountLink(long accountId, LinkPurpose purpose, string hash, string stamp, DateTime madeAt)
{
    public long Id { get; private set; }

    public long AccountId { get; private set; } = accountId;

    public LinkPurpose Purpose { get; private set; } = purpose;

    public string Hash { get; private set; } = hash;

    /// <summary>The account's when the link was made.</summary>
    public string Stamp { get; private set; } = stamp;

    public DateTime MadeAt { get; private set; } = madeAt;

    public DateTime ExpiresAt { get; private set; } = madeAt + LengthOf(purpose);

    public DateTime? UsedAt { get; private set; }

    /// <summary>The address that is to become the account's; null for what is no change of it.</summary>
    public string? Address { get; init; }

    /// <summary>A new colleague may be away over the weekend; whoever asked himself is waiting for it.</summary>
    public static TimeSpan LengthOf(LinkPurpose purpose) =>
        purpose == LinkPurpose.Invitation ? TimeSpan.FromHours(72) : TimeSpan.FromMinutes(30);

    public bool IsGood(string? stampNow, DateTime now) => UsedAt is null && now < ExpiresAt && Stamp == stampNow;

    public void Use(DateTime now) => UsedAt = now;
}
