namespace SiCrm.Domain.Imports;

/// <summary>What a column of a file can mean.</summary>
public enum ImportField
{
    Number,
    CapturedAt,
    Channel,
    Campaign,
    Company,
    ContactName,
    Phone,
    Email,
    Region,
    Industry,
    Products,
    Need,
    Amount,
    ExpectedOn,
    Score,
    At,
    From,
    To,
    Owner,
    By,
    Reason,

    // Of customers.
    ShortName,
    CreditCode,
    Category,
    Tier,
    Source,
    EconomicStrength,
    ItMaturity,
    Website,
    Addresses,

    /// <summary>A sales region, or a country, which is kept as an address.</summary>
    Location,
    Note,

    /// <summary>The group that it belongs to, by name; it may come later in the file.</summary>
    Parent,
    CreatedAt,
    CreatedBy,

    // What has no field of its own and is kept as a line of the note.
    FoundedIn,
    Revenue,
    Employees,

    // Of contacts.
    Position,
    Department,
    OfficePhone,
    Messenger,
    Birthday,
    Preferences,
    IsKey,
}
