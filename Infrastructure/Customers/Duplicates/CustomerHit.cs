namespace SiCrm.Infrastructure.Customers.Duplicates;

/// <summary>What two customers have in common, the strongest first.</summary>
public enum CustomerLikeness
{
    CreditCode,

    /// <summary>The name without its legal form.</summary>
    Name,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>A number of somebody there.</summary>
    ContactPhone,

    /// <summary>The web site, or the mail domain of somebody there.</summary>
    Domain,

    /// <summary>The Chinese name sounds the same: weaker than the others.</summary>
    Sound,
}

/// <summary>A customer that may be the same one. Outside the viewer's scope nothing is told of it but that it is there and whose it is.</summary>
public sealed record CustomerHit(long? Id, string? Name, long? OwnerId, CustomerLikeness By)
{
    public bool IsVisible => Id is not null;

    public bool IsWeak => By == CustomerLikeness.Sound;
}
