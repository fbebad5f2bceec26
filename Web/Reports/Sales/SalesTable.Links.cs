using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Appraisal;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <content>Where figures lead to whose records are not those of their row: what they open adds up to them.</content>
public sealed partial class SalesTables
{
    /// <summary>The contracts behind a figure.</summary>
    internal static string Link(SalesQuestion asked, string more) => "/contracts?" + Query(asked, more);

    private static string Query(SalesQuestion asked, string more)
    {
        var parts = new[]
        {
            $"from={Show.Day(asked.From)}", $"to={Show.Day(asked.To)}", more, asked.Region is { } region && !more.Contains("egion", StringComparison.Ordinal) ? $"region={region}" : "",
            asked.NoRegion && !more.Contains("egion", StringComparison.Ordinal) ? "noRegion=true" : "", asked.Team is { } team ? $"team={team}" : "", asked.Owner is { } owner ? $"owner={owner}" : "",
            asked.Product is { } product && !more.Contains("product=", StringComparison.Ordinal) ? $"product={product}" : "",
            asked.CustomerCategory is { } category && !more.Contains("customerCategory=", StringComparison.Ordinal) ? $"customerCategory={Uri.EscapeDataString(category)}" : "",
        };
        return string.Join('&', parts.Where(part => part.Length > 0));
    }

    /// <summary>The same contracts' of the two times that it is compared with.</summary>
    private static object?[] Compared(SalesQuestion asked, Money previous, Money lastYear, string more) =>
        [new PartOf(previous, Link(asked.Previous, more)), new PartOf(lastYear, Link(asked.LastYear, more))];

    /// <summary>The targets that a target is made of, for who may read them; one's own stands on one's own sheet.</summary>
    private static PartOf? Aimed(SalesQuestion asked, Money? target) => Aimed(asked, target, asked.TargetIs);

    private static PartOf? Aimed(SalesQuestion asked, Money? target, (TargetOf Of, long? Subject)? whose) => target is null || whose is not { } one ? null
        : new PartOf(target, asked.Viewer.May(RecordType.Target, AccessAction.Read) ? Targets.TargetPartsPage.Of(one, asked.From, asked.To)
            : one == (TargetOf.Person, asked.Viewer.PersonId) ? SheetPage.Mine(asked.From, asked.To, asked.FiscalStart) : null);

    private static object?[] Paid(SalesQuestion asked, IReadOnlyDictionary<DateOnly, Money> invoiced, IReadOnlyDictionary<DateOnly, Money> received) =>
    [
        new PartOf(Days.Within(invoiced, asked.From, asked.To), SalesMoneyPage.Of(SalesMoneyKind.Invoiced, Query(asked, ""))),
        new PartOf(Days.Within(received, asked.From, asked.To), SalesMoneyPage.Of(SalesMoneyKind.Received, Query(asked, ""))),
    ];

    /// <summary>Those who bought something within the days, as a list of their contracts, leads or customers is asked for by them.</summary>
    private static string BuyersOf(SalesQuestion asked, bool not = false) => Uri.EscapeDataString(new BuyersFilter(asked.From, asked.To)
    {
        Region = asked.Region,
        NoRegion = asked.NoRegion,
        Team = asked.Team,
        Owner = asked.Owner,
        Product = asked.Product,
        Category = asked.CustomerCategory,
        Not = not,
    }.ToString());
}
