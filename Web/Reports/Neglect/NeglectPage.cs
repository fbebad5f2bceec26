using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Neglect;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Neglect;

/// <summary>The report as one page shows it: the totals by owner, and the records of one kind.</summary>
public sealed record NeglectPage(
    NeglectFilter Filter, NeglectPart Part, IReadOnlyList<NeglectTotal> Totals, KeysetPage<NeglectRow> Page, OrganisationFacts Names,
    PageAddress Address, Viewer Viewer, DateOnly Today)
{
    /// <summary>The columns whose meaning it tells, by their words.</summary>
    public static readonly IReadOnlyList<(string Name, string Means)> Told =
    [
        .. new[] { "SilentCustomers", "SilentContacts", "WithCycle", "NeglectRate", "LastTouch", "CycleEnd", "DaysOver" }.Select(column => ($"Reports.{column}", $"Reports.Means.{column}")),
        ("Reports.WorstDaysOver", "Reports.Means.WorstDaysOver"),
    ];

    public NeglectTotal All => NeglectTotal.Sum([.. Totals]);

    /// <summary>Who has most of them; null where nobody is silent.</summary>
    public Chart? Drawn(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        ChartHead Head(string name) => new(words[$"Reports.{name}"], "silent", words[$"Reports.Means.{name}"]);
        List<ChartRow> rows =
        [
            .. Totals.Where(row => row.Silent > 0).Select(row => new ChartRow(NameOf(row, words), null,
                [ChartCell.Of(row.SilentCustomers, Open(NeglectPart.Customers, KeyOf(row))), ChartCell.Of(row.SilentContacts, Open(NeglectPart.Contacts, KeyOf(row)))])),
        ];
        return rows.Count == 0 ? null : Chart.OfFirst("bars", words["Reports.Chart.Neglect"], [new(words["Care.Owner"]), Head("SilentCustomers"), Head("SilentContacts")], rows, words);
    }

    public string NameOf(NeglectTotal row, Words words)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(words);
        return row.OwnerId is null ? words["Reports.Nobody"] : Names.Person(row.OwnerId) ?? Show.Nothing;
    }

    public PageAddress Start => Address.Without("after", "before");

    public string? First => Page.Previous is null ? null : Start + "#records";

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor) + "#records" : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor) + "#records" : null;

    public bool MayExport => Viewer.May(RecordType.Customer, AccessAction.Export);

    /// <summary>The records behind a number: this page, filtered.</summary>
    public string Open(NeglectPart part, string? owner = null) =>
        (owner is null ? Start : Start.With("owner", owner)).With("part", part) + "#records";

    /// <summary>Where a touch with whom the line is about is logged; null where he may not.</summary>
    public string? LogOf(NeglectRow row) => Names.MayWriteTo(Viewer, row.OwnerId) ? LogLinks.Of(row.CustomerId, row.ContactId, Start) : null;

    public static string KeyOf(NeglectTotal row) => row.OwnerId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? NeglectFilter.Nobody;
}
