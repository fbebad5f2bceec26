using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>The queue, and the lead that is decided on now with what helps to decide.</summary>
public sealed record TriagePage(
    KeysetPage<TriageRow> Queue, TriageLead? Lead, IReadOnlyList<TriageTwin> Twins, IReadOnlyList<Candidate> People, Placement? Suggestion,
    TriageForm Form, OrganisationFacts Names, PageAddress Address, DateTime Now)
{
    public string? Next => Queue.Next is { } cursor ? Address.Without("lead", "before").With("after", cursor).ToString() : null;

    public string? First => Queue.Previous is null ? null : "/desk/triage";

    public IEnumerable<SelectListItem> PersonChoices(Words words) =>
        People.Select(person => new SelectListItem(words.Choice(person), person.Id.ToString(CultureInfo.InvariantCulture)));

    public string LinkTo(long id) => Address.With("lead", id).ToString();
}

/// <summary>One of the three questions with its answer so far.</summary>
public sealed record TriageQuestion(string Name, Answer Value, string? Note);

/// <summary>Puts the page together: the queue's first lead, or the one that was asked for.</summary>
public sealed class TriageReader(CrmDbContext db, Organisation organisation)
{
    private const int PageSize = 20;

    /// <param name="form">What was typed; null begins anew.</param>
    public async Task<TriagePage> ReadAsync(
        Viewer viewer, long? leadId, string? after, TriageForm? form, PageAddress address, Stamp stamp, CancellationToken cancel)
    {
        var queue = await db.TriageAsync(viewer, KeysetCursor.Parse(after, null), PageSize, cancel);
        var chosen = leadId ?? (queue.Rows.Count > 0 ? queue.Rows[0].Id : 0);
        var lead = await db.TriageLeadAsync(viewer, chosen, cancel);
        if (lead is null && leadId is not null && queue.Rows.Count > 0)
        {
            lead = await db.TriageLeadAsync(viewer, queue.Rows[0].Id, cancel);
        }

        var twins = lead is null ? [] : await db.TwinsAsync(viewer, lead, cancel);
        var people = lead is null ? [] : await db.CandidatesAsync(viewer, stamp.Today, cancel);
        var suggestion = lead is null ? null : await db.SuggestAsync(lead, people, cancel);
        var names = await organisation.ReadAsync(db, twins.Select(twin => twin.OwnerId), cancel);
        return new TriagePage(queue, lead, twins, people, suggestion, form ?? Fresh(queue, lead, after, suggestion), names, address, stamp.At);
    }

    private static TriageForm Fresh(KeysetPage<TriageRow> queue, TriageLead? lead, string? after, Placement? suggestion) => new()
    {
        Version = lead?.Version ?? 0,
        After = after,
        Next = queue.Rows.SkipWhile(row => row.Id != lead?.Id).Skip(1).FirstOrDefault()?.Id,
        PersonId = suggestion?.To?.Id,
    };
}
