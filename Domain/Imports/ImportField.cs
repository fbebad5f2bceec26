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
}
