using System.Globalization;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads;

/// <summary>One part of a filter in words, and the list without it.</summary>
public sealed record LeadChip(string Text, string Without);

/// <summary>Says a filter in the reader's words.</summary>
public static class LeadChips
{
    public static IReadOnlyList<LeadChip> Chips(this Words words, LeadFilter filter, OrganisationFacts names, PageAddress address) =>
    [
        .. Parts(words, filter, names).Where(part => part.Text is not null)
            .Select(part => new LeadChip(part.Text ?? "", (part.Value is null ? address.Without(part.Name) : address.WithoutOne(part.Name, part.Value)).ToString())),
    ];

    private static IEnumerable<(string Name, string? Value, string? Text)> Parts(Words words, LeadFilter filter, OrganisationFacts names) =>
    [
        ("q", null, filter.Q is { } q ? words["Leads.Chip.Q", q] : null),
        ("state", null, filter.State == LeadState.Open ? null : words[$"Leads.LeadState.{filter.State}"]),
        .. filter.Status.Select(status => ("status", (string?)status.ToString(), (string?)words.Of(status))),
        ("owner", null, filter.Owner is { } owner ? words["Leads.Chip.Owner", OwnerIn(words, owner, names)] : null),
        ("team", null, filter.Team is { } team ? words["Leads.Chip.Team", names.Team(team) ?? "?"] : null),
        ("region", null, filter.Region is { } region ? words["Leads.Chip.Region", names.Region(region) ?? "?"] : null),
        .. filter.Channel.Select(channel => ("channel", (string?)channel.ToString(), (string?)words.Of(channel))),
        ("industry", null, filter.Industry),
        ("campaign", null, filter.Campaign is { } campaign ? words["Leads.Chip.Campaign", campaign] : null),
        ("from", null, filter.From is { } from ? words["Leads.Chip.From", from] : null),
        ("to", null, filter.To is { } to ? words["Leads.Chip.To", to] : null),
        ("min", null, filter.Min is { } min ? words["Leads.Chip.Min", Show.Money(min)] : null),
        ("max", null, filter.Max is { } max ? words["Leads.Chip.Max", Show.Money(max)] : null),
        ("due", null, filter.Due is { } due ? words[$"Leads.LeadDue.{due}"] : null),
        ("reclaim", null, filter.Reclaim is { } days ? words["Leads.Chip.Reclaim", days] : null),
    ];

    private static string OwnerIn(Words words, string owner, OrganisationFacts names) => owner switch
    {
        LeadFilter.Me => words["Leads.Owner.Me"],
        LeadFilter.Nobody => words["Leads.Owner.Nobody"],
        _ => long.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? names.Person(id) ?? "?" : "?",
    };
}
