using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Reports;

namespace SiCrm.Web.Reports.Daily;

/// <summary>What the address of the daily list says.</summary>
public sealed record DailyLook
{
    /// <summary>Without one: today.</summary>
    public DateOnly? Date { get; init; }

    public LeadChannel? Channel { get; init; }

    [MaxLength(20)]
    public string? Region { get; init; }

    [MaxLength(100)]
    public string? Product { get; init; }

    public TriageOutcome? Outcome { get; init; }

    public bool? Assigned { get; init; }

    /// <summary>Far days have no neighbours to go to; nobody means them.</summary>
    public DateOnly DayOr(DateOnly today) => Date is { Year: >= 1970 and <= 9000 } day ? day : today;

    public DailyFilter Filter => new(Channel, Region, Product, Outcome, Assigned);

    public bool IsFiltered => Filter != new DailyFilter();
}
