using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Reports;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Lists;

namespace SiCrm.Web.Opportunities;

/// <summary>One page of the list with everything around it.</summary>
/// <param name="Of">The names of the customer and the product that the filter asks for.</param>
public sealed record OpportunityListPage(
    OpportunityFilter Filter, OpportunityLook Look, KeysetPage<OpportunityRow> Page, StageScheme Stages, FiscalSpan Present, DateOnly Today, FilterNames Of,
    OrganisationFacts Names, IReadOnlyList<SavedView> Views, PageAddress Address, Viewer Viewer)
    : ListPage<OpportunityRow>(Page, Names, Views, Address, Viewer)
{
    protected override long? ViewId => Look.View;

    /// <summary>What all of them come to, each by its stage's probability; null where no figure has opened it so.</summary>
    public Money? Weighted { get; init; }

    /// <summary>The report that has opened it.</summary>
    public string? Report { get; init; }

    /// <summary>How many all of the list are, and what they are worth; null where nobody asked for it.</summary>
    public (long Count, Money Sum)? Worth { get; init; }

    public Money? WeightedOf(OpportunityRow row) => row.State == OpportunityState.Open ? row.Amount?.WeightedBy(Stages.Of(row.StageId).Probability) : null;

    public bool MayCreate => Viewer.May(RecordType.Opportunity, AccessAction.Create);

    public string? SortedBy(OpportunityOrder? order) => order is { } by && by.IsOfferedTo(Viewer)
        ? Sorted(by, Look.Sort == by, Look.IsDescending, by.IsDescendingAtFirst()) : null;

    public string? AriaSort(OpportunityOrder? order) => order != Look.Sort ? null : Look.IsDescending ? "descending" : "ascending";

    /// <summary>Where a touch with the customer is logged, for who may write to it.</summary>
    public string? LogOf(OpportunityRow row) => Names.MayWriteTo(Viewer, row.CustomerOwnerId) ? LogLinks.Of(row.CustomerId, null, Start) : null;

    public Horizon HorizonOf(OpportunityRow row) => Horizons.Of(row.ExpectedOn, row.IsHeld, Present);
}

/// <summary>What the filter's numbers are called.</summary>
public sealed record FilterNames(string? Customer, string? Product);

public sealed record OpportunityFilterPage(OpportunityFilter Filter, OpportunityLook Look, StageScheme Stages, OrganisationFacts Names, IReadOnlyList<Colleague> Owners);

/// <summary>Says a filter in the reader's words.</summary>
public static class OpportunityChips
{
    public static ChipBar Chips(this Words words, OpportunityListPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return ChipBar.Of(Parts(words, page.Filter, page), page.Start, "/opportunities");
    }

    private static IEnumerable<FilterPart> Parts(Words words, OpportunityFilter filter, OpportunityListPage page) =>
    [
        new("q", null, filter.Q is { } q ? words["Opportunities.Chip.Q", q] : null),
        new("state", null, filter.State is { } state ? words.Of(state) : null),
        new("any", null, filter.Any ? words["Opportunities.Filter.Any"] : null),
        new("archived", null, filter.Archived ? words["Opportunities.Archived"] : null),
        .. filter.Stage.Select(id => new FilterPart("stage", id.ToString(CultureInfo.InvariantCulture), page.Stages.Find(id)?.Called() ?? "?")),
        new("horizon", null, filter.Horizon is { } horizon ? words.Of(horizon) : null),
        new("owner", null, filter.Owner is { } owner ? words["Opportunities.Chip.Owner", OwnerIn(words, owner, page.Names)] : null),
        new("team", null, filter.Team is { } team ? words["Opportunities.Chip.Team", page.Names.Team(team) ?? "?"] : null),
        new("region", null, filter.Region is { } region ? words["Opportunities.Chip.Region", page.Names.Region(region) ?? "?"] : null),
        new("noRegion", null, filter.NoRegion ? words["Reports.NoRegion"] : null),
        new("customer", null, filter.Customer is null ? null : words["Opportunities.Chip.Customer", page.Of.Customer ?? "?"]),
        new("product", null, filter.Product is null ? null : words["Opportunities.Chip.Product", page.Of.Product ?? "?"]),
        new("expectedFrom", null, filter.ExpectedFrom is { } from ? words["Opportunities.Chip.From", from] : null),
        new("expectedUntil", null, filter.ExpectedUntil is { } until ? words["Opportunities.Chip.Until", until] : null),
        new("unheld", null, filter.Unheld ? words["Opportunities.Filter.Unheld"] : null),
        new("noStep", null, filter.NoStep ? words["Opportunities.Filter.NoStep"] : null),
        new("requested", null, filter.Requested ? words["Opportunities.Filter.Requested"] : null),
        new("late", null, filter.Late ? words["Opportunities.Filter.Late"] : null),
        new("slow", null, filter.Slow ? words["Opportunities.Filter.Slow"] : null),
    ];

    private static string OwnerIn(Words words, string owner, OrganisationFacts names) => owner switch
    {
        OpportunityFilter.Me => words["Opportunities.Owner.Me"],
        OpportunityFilter.Nobody => words["Opportunities.Owner.Nobody"],
        _ => long.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? names.Person(id) ?? "?" : "?",
    };
}
