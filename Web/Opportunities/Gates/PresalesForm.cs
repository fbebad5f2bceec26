using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Opportunities.Gates;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>Time or an expense as it is typed.</summary>
public sealed class PresalesForm
{
    public PresalesKind Kind { get; set; }

    /// <summary>Whose; null: the viewer's.</summary>
    public long? PersonId { get; set; }

    /// <summary>Null: today.</summary>
    public DateOnly? On { get; set; }

    [Range(0, 24)]
    public decimal? Hours { get; set; }

    /// <summary>Of a button that says how long it was.</summary>
    [Range(0, PresalesWork.MostMinutes)]
    public int? Minutes { get; set; }

    public Money? Amount { get; set; }

    [StringLength(PresalesEntry.WordsLength)]
    public string? Note { get; set; }

    /// <summary>A page of ours to return to.</summary>
    [StringLength(2000)]
    public string? Back { get; set; }

    public PresalesWork ToWork(long personId, Money rate, DateOnly today) => new(
        personId, Kind, On ?? today, Kind == PresalesKind.PersonDays ? Minutes ?? (int)Math.Round((Hours ?? 0) * 60m, MidpointRounding.AwayFromZero) : 0,
        Kind == PresalesKind.PersonDays ? rate : Money.Zero, Amount ?? Money.Zero, Note);
}

/// <summary>The presales ledger of one opportunity.</summary>
/// <param name="People">For whom the viewer may log.</param>
/// <param name="MayManage">He may log for others, and take their entries back.</param>
public sealed record PresalesPage(
    Opportunity Opportunity, Initiation? Current, IReadOnlyList<PresalesEntry> Entries, PresalesForm Form, IReadOnlyList<Colleague> People, Refusal? Refusal,
    bool MayLog, bool MayManage, long? ViewerId, OrganisationFacts Names, DateOnly Today)
{
    public const int Most = 300;

    public string Path => $"/opportunities/{Opportunity.Id}/presales";

    public bool MayTakeBack(PresalesEntry entry) =>
        MayLog && entry.CanBeTakenBack && (MayManage || entry.PersonId == ViewerId || entry.ById == ViewerId) && Current is not null;
}

/// <summary>The viewer's projects with the week's hours.</summary>
public sealed record MyPresalesPage(IReadOnlyList<PresalesProject> Projects, IsoWeek Week)
{
    public decimal Hours => Projects.Sum(project => project.Minutes) / 60m;
}
