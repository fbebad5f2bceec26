using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads;

/// <summary>A lead's cells in a file.</summary>
internal sealed class LeadCells(OrganisationFacts names, Words words, CompanyTime time)
{
    public IReadOnlyList<object?> Of(LeadRow row, IReadOnlyList<LeadColumn> columns) => [.. columns.Select(column => Of(row, column))];

    private object? Of(LeadRow row, LeadColumn column) => column switch
    {
        LeadColumn.Number => row.Number,
        LeadColumn.Company => row.Company,
        LeadColumn.Contact => row.ContactName,
        LeadColumn.Status => words.Of(row.Status),
        LeadColumn.Owner => names.Person(row.OwnerId),
        LeadColumn.Team => names.Team(row.TeamId),
        LeadColumn.Region => names.Region(row.RegionId),
        LeadColumn.Channel => words.Of(row.Channel),
        LeadColumn.Campaign => row.Campaign,
        LeadColumn.Industry => row.Industry,
        LeadColumn.Amount => row.Amount,
        LeadColumn.Expected => row.ExpectedOn,
        LeadColumn.Score => row.Score,
        LeadColumn.Captured => time.Local(row.CapturedAt),
        LeadColumn.NextDue => row.NextDueOn is { } day ? $"{Show.Day(day)} {row.NextAction}".TrimEnd() : row.NextAction,
        LeadColumn.Reclaim => row.ReclaimDueAt is { } at ? time.Local(at) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
    };
}
