namespace SiCrm.Web.Reports;

/// <summary>What a figure was in the time right before, and in the same time a year before; of a whole year both are one.</summary>
public sealed record ComparedFigures(string Before, string LastYear, bool IsSame)
{
    public string? BeforeLink { get; init; }

    public string? LastYearLink { get; init; }
}
