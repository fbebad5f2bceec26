using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Plans;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Plans.Feeds;

/// <summary>What stands in a calendar, in the words and with the addresses that other programs show.</summary>
public sealed class FeedEvents(Words words, PublicAddress address)
{
    /// <param name="stampedAt">For what keeps no instant of its last change: the same for the whole day, so that what did not change is the same file.</param>
    public IEnumerable<CalendarEvent> Of(IEnumerable<CalendarEntry> entries, DateTime stampedAt) => entries.Where(entry => !entry.IsBusyOnly).Select(entry => new CalendarEvent(
        Uid(entry.Source.ToString().ToLowerInvariant(), entry.Id), entry.Version, Summary(entry), Description(entry), null, entry.StartOn, entry.StartMinute, entry.Minutes,
        entry.ChangedAt ?? stampedAt, address.Of(PathOf(entry)))
    {
        ChangedAt = entry.ChangedAt,
        LastDay = entry.DueOn,
    });

    public CalendarEvent Invitation(PlanAction action, PlanSubject subject, IReadOnlyList<Person> people, DateTime changedAt, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(subject);
        var guests = people.Where(person => person.Email is not null).Select(person => (person.Id, Guest: (person.Name, Email: person.Email ?? ""))).ToList();
        return new CalendarEvent(
            Uid("action", action.Id), action.Version, action.Title, $"{words.Of(action.Kind)} · {subject.Name}{(action.Note is null ? "" : "\n" + action.Note)}", subject.Customer,
            action.StartOn, action.StartMinute, action.Minutes, now, address.Of($"/plan-actions/{action.Id}"))
        {
            ChangedAt = changedAt,
            LastDay = action.DueOn,
            Guests = guests.ConvertAll(pair => pair.Guest),
            Host = guests.Where(pair => pair.Id == action.LeadId).Select(pair => ((string, string)?)pair.Guest).FirstOrDefault(),
        };
    }

    private string Uid(string source, long id) =>
        string.Create(CultureInfo.InvariantCulture, $"{source}-{id}@{(Uri.TryCreate(address.Origin, UriKind.Absolute, out var origin) ? origin.Host : "sicrm")}");

    private string Summary(CalendarEntry entry)
    {
        var kind = entry.Care is { } care ? words.Of(care) : entry.Kind is { } known ? words.Of(known) : words.Of(entry.Source);
        var done = entry.IsOpen ? "" : "✓ ";
        var title = entry.Source == EntrySource.Delivery ? words.Milestone(entry.Title) : entry.Title;
        return string.IsNullOrEmpty(title) ? $"{done}{kind}: {entry.Subject}" : $"{done}{title} ({entry.Subject})";
    }

    private string Description(CalendarEntry entry) =>
        $"{(entry.Kind is { } kind ? words.Of(kind) : words.Of(entry.Source))}{(entry.DueOn == entry.StartOn ? "" : $" · {words["Plans.Until"]} {Show.Day(entry.DueOn)}")}";

    private static string PathOf(CalendarEntry entry) => entry.Source switch
    {
        EntrySource.Action => $"/plan-actions/{entry.Id}",
        EntrySource.Care => $"/customers/{entry.SubjectId}/care",
        EntrySource.Lead => $"/leads/{entry.Id}",
        EntrySource.Delivery => $"/contracts/{entry.SubjectId}",
        _ => $"/opportunities/{entry.Id}/plan",
    };
}
