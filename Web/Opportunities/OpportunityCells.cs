using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities;

/// <summary>An opportunity's cells in a file.</summary>
internal sealed class OpportunityCells(OrganisationFacts names, Words words, CompanyTime time, StageScheme stages, FiscalSpan present)
{
    public IReadOnlyList<object?> Of(OpportunityRow row, IReadOnlyList<OpportunityColumn> columns) => [.. columns.Select(column => Of(row, column))];

    private object? Of(OpportunityRow row, OpportunityColumn column) => column switch
    {
        OpportunityColumn.Number => row.Number,
        OpportunityColumn.Name => row.Name,
        OpportunityColumn.Customer => row.CustomerName,
        OpportunityColumn.Stage => stages.Find(row.StageId)?.Called(),
        OpportunityColumn.Horizon => row.State == OpportunityState.Open ? words.Of(Horizons.Of(row.ExpectedOn, row.IsHeld, present)) : null,
        OpportunityColumn.Amount => row.Amount,
        OpportunityColumn.Expected => row.ExpectedOn,
        OpportunityColumn.NextStep => row.NextDueOn is { } day ? $"{Show.Day(day)} {row.NextStep}".TrimEnd() : row.NextStep,
        OpportunityColumn.Owner => names.Person(row.OwnerId),
        OpportunityColumn.Team => names.Team(row.TeamId),
        OpportunityColumn.Region => names.Region(row.RegionId),
        OpportunityColumn.Slips => row.Slips,
        OpportunityColumn.Created => time.Local(row.CreatedAt),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
    };
}
