using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports;

/// <summary>Which report has opened a list: the list's address says it, so that it leads back to the report as it was asked for.</summary>
public static class ReportOrigin
{
    private const int Longest = 400;

    /// <summary>What such an address ends with.</summary>
    public static string Said(string key, PageAddress report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return "&report=" + Uri.EscapeDataString(Of(key, report));
    }

    /// <summary>The report as such an address names it.</summary>
    public static string Of(string key, PageAddress report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return key + report.Without("print").Query;
    }

    /// <summary>The address of the report; null for what is none.</summary>
    public static string? AddressOf(string? report) => report is { Length: < Longest } && ReportCatalogue.Parse($"/reports/{report}") is not null ? $"/reports/{report}" : null;

    /// <summary>Where a list leads back to; what is no report leads nowhere.</summary>
    public static IReadOnlyList<Crumb> Back(string? report, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return AddressOf(report) is { } address && ReportCatalogue.Parse(address) is { } found ? [new("/reports", words["Reports.Title"]), new(address, words[found.Report.Title])] : [];
    }
}
