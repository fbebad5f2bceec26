using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Neglect;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Reports.Neglect;

/// <summary>The report as one page shows it: the totals by owner, and the records of one kind.</summary>
public sealed record NeglectPage(
    NeglectFilter Filter, NeglectPart Part, IReadOnlyList<NeglectTotal> Totals, KeysetPage<NeglectRow> Page, OrganisationFacts Names,
    PageAddress Address, Viewer Viewer, DateOnly Today)
{
    public const string Path = "/reports/neglect";

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
    public string Open(NeglectPart part, string? owner = null) => Records(part, owner).Without("kept") + "#records";

    /// <summary>All of the kind that have a cycle.</summary>
    public string OpenKept(NeglectPart part, string? owner = null) => Records(part, owner).With("kept", "true") + "#records";

    /// <summary>What is silent for the longest.</summary>
    public string OpenWorst(NeglectTotal row, int days)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Records(row.WorstIs, KeyOf(row)).Without("kept").With("days", days) + "#records";
    }

    /// <summary>How the share of silence is made.</summary>
    public string OpenRate(string? owner = null) => Start.Without("print").At(Path + "/ratio").With("row", owner).ToString();

    /// <summary>How many records there are of the shown kind.</summary>
    public int Count => (Part, Filter.Kept) switch
    {
        (NeglectPart.Contacts, true) => All.Contacts,
        (NeglectPart.Contacts, false) => All.SilentContacts,
        (_, true) => All.Customers,
        _ => All.SilentCustomers,
    };

    private PageAddress Records(NeglectPart part, string? owner) => (owner is null ? Start : Start.With("owner", owner)).At(Path).With("part", part);

    /// <summary>Where a touch with whom the line is about is logged; null where he may not.</summary>
    public string? LogOf(NeglectRow row) => Names.MayWriteTo(Viewer, row.OwnerId) ? LogLinks.Of(row.CustomerId, row.ContactId, Start) : null;

    /// <summary>How the share of silence of all that is asked for is made; null where nobody has a cycle.</summary>
    internal RatioPage? Ratio(Words words, Crumb back)
    {
        RatioPart Part(string word, int number, string link) => new(words[word], Show.Number(number), link);
        return All is not { Rate: { } rate } all ? null : new RatioPage(
            words["Reports.NeglectRate"], words["Reports.Means.NeglectRate"], Whose(words),
            [Part("Reports.SilentCustomers", all.SilentCustomers, Open(NeglectPart.Customers)), Part("Reports.SilentContacts", all.SilentContacts, Open(NeglectPart.Contacts))],
            [Part("Reports.CustomersWithCycle", all.Customers, OpenKept(NeglectPart.Customers)), Part("Reports.ContactsWithCycle", all.Contacts, OpenKept(NeglectPart.Contacts))],
            Show.Percent(rate))
        {
            Back = back,
            Days = Show.Day(Today),
        };
    }

    /// <summary>The owner whose records are asked for; all together otherwise.</summary>
    public string Whose(Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Filter.Owner == NeglectFilter.Nobody ? words["Reports.Nobody"] : Names.Person(Domain.Reports.LedgerKey.IdOf(Filter.Owner ?? "")) ?? words["Reports.Total"];
    }

    /// <summary>Where the touches and the cycle stand that a line is counted from.</summary>
    public static string CareOf(NeglectRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/customers/{row.CustomerId}/care");
    }

    public static string KeyOf(NeglectTotal row) => row.OwnerId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? NeglectFilter.Nobody;
}
