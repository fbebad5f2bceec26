using System.Globalization;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Reports.Sales;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Lists;

namespace SiCrm.Web.Leads;

/// <summary>Says a filter in the reader's words.</summary>
public static class LeadChips
{
    /// <param name="referrer">The name of the customer that the filter asks for as the referrer.</param>
    public static ChipBar Chips(this Words words, LeadFilter filter, string? referrer, OrganisationFacts names, PageAddress address) =>
        ChipBar.Of(Parts(words, filter, referrer, names), address, "/leads");

    private static IEnumerable<FilterPart> Parts(Words words, LeadFilter filter, string? referrer, OrganisationFacts names) =>
    [
        new("q", null, filter.Q is { } q ? words["Leads.Chip.Q", q] : null),
        new("state", null, filter.State == LeadState.Open ? null : words[$"Leads.LeadState.{filter.State}"]),
        .. filter.Status.Select(status => new FilterPart("status", status.ToString(), words.Of(status))),
        new("owner", null, filter.Owner is { } owner ? words["Leads.Chip.Owner", OwnerIn(words, owner, names)] : null),
        new("team", null, filter.Team is { } team ? words["Leads.Chip.Team", names.Team(team) ?? "?"] : null),
        new("region", null, filter.Region is { } region ? words["Leads.Chip.Region", names.Region(region) ?? "?"] : null),
        .. filter.Channel.Select(channel => new FilterPart("channel", channel.ToString(), words.Of(channel))),
        new("industry", null, filter.Industry),
        new("campaign", null, filter.Campaign is { } campaign ? words["Leads.Chip.Campaign", campaign] : null),
        new("referredBy", null, filter.ReferredBy is null ? null : words["Leads.Chip.ReferredBy", referrer ?? "?"]),
        new("referrers", null, filter.Referrers is { } buyers ? words["Leads.Chip.ReferredBy", buyers.Text(words, names)] : null),
        new("from", null, filter.From is { } from ? words["Leads.Chip.From", from] : null),
        new("to", null, filter.To is { } to ? words["Leads.Chip.To", to] : null),
        new("min", null, filter.Min is { } min ? words["Leads.Chip.Min", Show.Money(min)] : null),
        new("max", null, filter.Max is { } max ? words["Leads.Chip.Max", Show.Money(max)] : null),
        new("due", null, filter.Due is { } due ? words[$"Leads.LeadDue.{due}"] : null),
        new("reclaim", null, filter.Reclaim is { } days ? words["Leads.Chip.Reclaim", days] : null),
    ];

    private static string OwnerIn(Words words, string owner, OrganisationFacts names) => owner switch
    {
        LeadFilter.Me => words["Leads.Owner.Me"],
        LeadFilter.Nobody => words["Leads.Owner.Nobody"],
        _ => long.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? names.Person(id) ?? "?" : "?",
    };
}
