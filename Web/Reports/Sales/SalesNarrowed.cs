using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <summary>What a report of sales, or a list behind a figure of it, is narrowed by, in words.</summary>
public static class SalesNarrowed
{
    public static IEnumerable<(string Word, string Value)> Narrowed(this SalesQuestion asked, OrganisationFacts names, Words words)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(words);
        return Said(
            words, asked.NoRegion ? words["Reports.NoRegion"] : names.Region(asked.Region), names.Team(asked.Team), names.Person(asked.Owner), asked.ProductIs, asked.CategoryIs);
    }

    public static IEnumerable<(string Word, string Value)> Narrowed(this PresalesCostQuestion asked, OrganisationFacts names, Words words)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(words);
        return Said(words, names.Region(asked.Region), names.Team(asked.Team), names.Person(asked.Owner), asked.ProductIs, asked.CategoryIs);
    }

    private static IEnumerable<(string Word, string Value)> Said(Words words, string? region, string? team, string? owner, string? product, string? category) =>
        new[] { ("Reports.SalesColumn.region", region), ("Reports.Team", team), ("Reports.Owner", owner), ("Reports.Product", product), ("Reports.SalesSplit.CustomerCategory", category) }
            .Where(one => one.Item2 is not null).Select(one => (words[one.Item1], one.Item2 ?? ""));

    /// <summary>Without numbers that are nobody's and without days that can't be asked for; the page says what was left out.</summary>
    internal static SalesFilter Readable(this Controller page, SalesFilter filter, OrganisationFacts names, Words words, int fiscalStart, Func<SalesFilter, SalesQuestion> ask)
    {
        filter = filter.InDays(page.ModelState, fiscalStart, words);
        page.ModelState.LeaveOutFar(("from", filter.From), ("to", filter.To));
        filter = filter.Known(page.ModelState, names, words);
        return page.LeavesOutDays(() => ask(filter), "from", "to") ? filter with { From = null, To = null } : filter;
    }

    /// <param name="product">What its product is called; null where nobody has looked.</param>
    /// <param name="category">As the product.</param>
    public static string Text(this BuyersFilter buyers, Words words, OrganisationFacts names, string? product = null, string? category = null)
    {
        ArgumentNullException.ThrowIfNull(buyers);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(names);
        string?[] of =
        [
            buyers.NoRegion ? words["Reports.NoRegion"] : names.Region(buyers.Region), names.Team(buyers.Team), names.Person(buyers.Owner),
            buyers.Product is { } sold ? product ?? string.Create(CultureInfo.InvariantCulture, $"{words["Reports.Product"]} #{sold}") : null, category ?? buyers.Category,
        ];
        var told = words[buyers.Not ? "Reports.BuyersNot" : "Reports.Buyers", Show.Day(buyers.From), Show.Day(buyers.To)];
        return string.Join(words["Reports.Separator"], of.OfType<string>().Prepend(told));
    }
}
