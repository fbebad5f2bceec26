using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>One page of stale leads with the people they can go to.</summary>
public sealed record StalePage(
    StaleFilter Filter, KeysetPage<StaleRow> Page, IReadOnlyList<Candidate> People, OrganisationFacts Names, PageAddress Address, Viewer Viewer,
    DateTime Now)
{
    public PageAddress Start => Address.Without("after", "before");

    public string? First => Page.Previous is null ? null : Start.ToString();

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor).ToString() : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor).ToString() : null;

    public bool SeesAll => Viewer.ScopeOf(RecordType.Lead, AccessAction.Assign) == Scope.All;

    /// <summary>The filters as chips: what they say, and the list without them.</summary>
    public IEnumerable<(string Text, string Without)> Chips(Words words) =>
        Parts(words).Where(part => part.Text is not null).Select(part => (part.Text ?? "", Start.Without(part.Name).ToString()));

    private IEnumerable<(string Name, string? Text)> Parts(Words words) =>
    [
        ("owner", Filter.Owner is { } owner ? Names.Person(owner) ?? "?" : null),
        ("team", Filter.Team is { } team ? Names.Team(team) ?? "?" : null),
        ("region", Filter.Region is { } region ? Names.Region(region) ?? "?" : null),
        ("channel", Filter.Channel is { } channel ? words.Of(channel) : null),
        ("rule", Filter.Rule is { } rule ? words.Of(rule) : null),
        ("days", Filter.Days is { } days ? words["Desk.Stale.Days", days] : null),
        ("due", Filter.Due is { } due ? words[$"Desk.StaleDue.{due}"] : null),
        ("holder", Filter.Holder is { } holder ? words[$"Desk.StaleHolder.{holder}"] : null),
    ];
}
