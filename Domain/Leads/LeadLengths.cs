namespace SiCrm.Domain.Leads;

/// <summary>The longest text of each field, in characters: the same for forms, files and columns.</summary>
public static class LeadLengths
{
    public const int Number = 40;
    public const int Company = 200;
    public const int ContactName = 80;
    public const int Phone = 40;
    public const int Email = 200;
    public const int Campaign = 120;
    public const int Industry = 60;
    public const int Need = 4000;
    public const int Products = 400;
    public const int NextAction = 200;
    public const int Reason = 1000;

    /// <summary>What a person may add to a reason's code.</summary>
    public const int Note = 900;
}
