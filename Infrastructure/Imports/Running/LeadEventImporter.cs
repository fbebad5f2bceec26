using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>
/// Brings the past of leads in, some leads at a time: each lead's rows are fitted into its history together. The first
/// step of the run's position are the rows that could not be read, the others are the leads.
/// </summary>
internal sealed class LeadEventImporter(ImportJob job, EventLog log, int chunkSize)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        if (job.Import.Position == 0)
        {
            await job.CommitAsync(1, TellUnreadable, cancel);
        }

        var people = await PeopleBook.OpenAsync(job, cancel);
        for (var from = job.Import.Position - 1; from < log.Leads.Count; from += chunkSize)
        {
            var (first, count) = (from, Math.Min(chunkSize, log.Leads.Count - from));
            await job.CommitAsync(first + count + 1, () => PlaceAsync(first, count, people, cancel), cancel);
        }
    }

    private Task<ImportOutcome> TellUnreadable()
    {
        var outcome = new ImportOutcome(job.Import.Id);
        foreach (var (row, reasons) in log.Unreadable)
        {
            outcome.Rejected(row, reasons);
        }

        return Task.FromResult(outcome);
    }

    private async Task<ImportOutcome> PlaceAsync(int first, int count, PeopleBook people, CancellationToken cancel)
    {
        var outcome = new ImportOutcome(job.Import.Id);
        var leads = await LoadAsync([.. log.Leads.Skip(first).Take(count)], cancel);
        var histories = new HistoryWriter(job.Db);
        foreach (var group in log.Of(first, count))
        {
            if (leads.GetValueOrDefault(log.Leads[group.Key]) is not { } lead)
            {
                Reject(outcome, group, new Refusal("ImportLeadUnknown", log.Leads[group.Key]));
                continue;
            }

            var past = New(lead, group, people, outcome);
            var fitting = Fitting(lead, past, outcome);
            var made = await MakePeopleAsync(fitting, people, outcome, cancel);
            if (made.Count > 0 && job.Keeps)
            {
                histories.Before(lead);
                lead.Recall(made, job.Import.Id, job.Now);
                histories.After(lead);
            }
        }

        if (job.Keeps)
        {
            await histories.WriteAsync(cancel);
        }

        return outcome;
    }

    private async Task<Dictionary<string, Lead>> LoadAsync(List<string> numbers, CancellationToken cancel)
    {
        var visible = job.Db.Leads.AsNoTracking().VisibleTo(job.Viewer, AccessAction.Import).Where(lead => EF.Parameter(numbers).Contains(lead.Number));
        if (job.Keeps)
        {
            await job.Db.HoldLeadsAsync(await visible.Select(lead => lead.Id).ToListAsync(cancel), cancel);
        }

        return await visible.Include(lead => lead.History).Include(lead => lead.Activities).AsSplitQuery()
            .ToDictionaryAsync(lead => lead.Number, cancel);
    }

    /// <summary>The rows that the lead's history does not have yet, with the people they name.</summary>
    private List<Told> New(Lead lead, IEnumerable<LoggedEvent> rows, PeopleBook people, ImportOutcome outcome)
    {
        var told = new List<Told>();
        foreach (var row in rows)
        {
            if (lead.History.Any(known => known.IsTransition && known.At == row.At && known.To == row.To))
            {
                outcome.Known();
            }
            else if (told.Any(other => other.Row.At == row.At && other.Row.To == row.To))
            {
                Reject(outcome, [row], new Refusal("ImportRowTwice"));
            }
            else if ((Unknown(row.Owner, people) ?? Unknown(row.By, people)) is { } name)
            {
                Reject(outcome, [row], new Refusal("ImportPersonUnknown", name));
            }
            else
            {
                told.Add(new Told(row, Find(row.Owner, people), Find(row.By, people), log.Reason(row.Reason)));
            }
        }

        return told;
    }

    private static List<Told> Fitting(Lead lead, List<Told> told, ImportOutcome outcome)
    {
        var refusals = lead.CanRecall([.. told.Select(row => row.Past)]);
        for (var i = 0; i < told.Count; i++)
        {
            if (refusals[i] is { } refusal)
            {
                Reject(outcome, [told[i].Row], refusal);
            }
            else
            {
                outcome.Added();
            }
        }

        return [.. told.Where((_, i) => refusals[i] is null)];
    }

    private static async Task<List<PastEvent>> MakePeopleAsync(
        List<Told> fitting, PeopleBook people, ImportOutcome outcome, CancellationToken cancel)
    {
        var made = new List<PastEvent>(fitting.Count);
        foreach (var told in fitting)
        {
            var owner = told.Owner is null ? null : await people.MakeAsync(told.Owner, outcome, cancel);
            var by = told.By is null ? null : await people.MakeAsync(told.By, outcome, cancel);
            made.Add((told with { Owner = owner, By = by }).Past);
        }

        return made;
    }

    private string? Unknown(int person, PeopleBook people) =>
        log.Person(person) is { } name && Find(person, people) is null ? name : null;

    /// <summary>Whoever works for one team only brings in the past of that team's people.</summary>
    private Named? Find(int person, PeopleBook people) =>
        log.Person(person) is { } name && people.Find(name) is { } named && (job.MayCreate || named.TeamId == job.Viewer.TeamId) ? named : null;

    private static void Reject(ImportOutcome outcome, IEnumerable<LoggedEvent> rows, Refusal reason)
    {
        foreach (var row in rows)
        {
            outcome.Rejected(new TableRow(row.Row, [], null), [reason]);
        }
    }

    private sealed record Told(LoggedEvent Row, Named? Owner, Named? By, string? Reason)
    {
        public PastEvent Past => new(Row.Row, Row.At, Row.From, Row.To, Owner?.Id, Owner?.TeamId, By?.Id, Reason);
    }
}
