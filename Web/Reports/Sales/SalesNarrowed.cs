using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
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
        (string Word, string? Value)[] all =
        [
            ("Reports.SalesColumn.region", asked.NoRegion ? words["Reports.NoRegion"] : names.Region(asked.Region)), ("Reports.Team", names.Team(asked.Team)),
            ("Reports.Owner", names.Person(asked.Owner)),
        ];
        return all.Where(one => one.Value is not null).Select(one => (words[one.Word], one.Value ?? ""));
    }

    /// <summary>Without numbers that are nobody's and without days that can't be asked for; the page says what was left out.</summary>
    internal static SalesFilter Readable(this Controller page, SalesFilter filter, OrganisationFacts names, Words words, Func<SalesFilter, SalesQuestion> ask)
    {
        page.ModelState.LeaveOutFar(("from", filter.From), ("to", filter.To));
        filter = filter.Known(page.ModelState, names, words);
        return page.LeavesOutDays(() => ask(filter), "from", "to") ? filter with { From = null, To = null } : filter;
    }

    public static string Text(this BuyersFilter buyers, Words words, OrganisationFacts names)
    {
        ArgumentNullException.ThrowIfNull(buyers);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(names);
        string?[] of = [buyers.NoRegion ? words["Reports.NoRegion"] : names.Region(buyers.Region), names.Team(buyers.Team), names.Person(buyers.Owner)];
        var told = words[buyers.Not ? "Reports.BuyersNot" : "Reports.Buyers", Show.Day(buyers.From), Show.Day(buyers.To)];
        return string.Join(words["Reports.Separator"], of.OfType<string>().Prepend(told));
    }
}
