using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Opportunities.Pipeline;
using SiCrm.Web.Commands;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Imports;

/// <summary>Imports a folder with another program's pipeline and says what came of it; a trial does the same and takes all of it back.</summary>
internal sealed class PipelineTelling(CrmDbContext db, TimeProvider clock, Stamp now, Words words)
{
    private const string Accounts = "accounts.csv";

    private readonly List<(ImportNoteKind Kind, int Row, Refusal Note)> _ofAccounts = [];

    /// <summary>Whether what was won becomes contracts.</summary>
    public bool WithContracts { get; init; }

    public async Task<int> ImportAsync(string folder, bool dryRun, CancellationToken cancel)
    {
        if (dryRun)
        {
            return await TryAsync(folder, cancel);
        }

        await AccountsAsync(folder, cancel);
        return Tell(await RunAsync(folder, cancel));
    }

    private async Task<PipelineOutcome> RunAsync(string folder, CancellationToken cancel)
    {
        var (teams, products, pipeline) = (Open(folder, "sales_teams.csv"), Open(folder, "products.csv"), Open(folder, "sales_pipeline.csv"));
        var outcome = await new PipelineImport(db, now).RunAsync(teams, products, pipeline, cancel);
        if (WithContracts)
        {
            outcome.Contracts = await new PipelineContracts(db, now).RunAsync(outcome.Numbers, cancel);
        }

        return outcome;
    }

    private async Task AccountsAsync(string folder, CancellationToken cancel)
    {
        using var source = Open(folder, Accounts);
        using var table = source.Open();
        var map = ColumnMap.Guess(ImportKind.Customers, table.Header);
        map.Refusal.ThrowIfRefused();
        table.Dispose();
        var import = await CommandLineImport.BeginAsync(
            db, CommandLineImport.Of(ImportKind.Customers, Accounts, source, map.Header, now), map.ToString(), false, ImportMode.Create, now, cancel);
        await new ImportRun(db, clock).GoAsync(import, source, Viewer.Program, cancel);
        foreach (var kind in new[] { ImportNoteKind.Mapped, ImportNoteKind.Rejected })
        {
            var notes = await db.NotesOf(import, kind).AsNoTracking().OrderBy(note => note.Row).ThenBy(note => note.Id).ToListAsync(cancel);
            _ofAccounts.AddRange(notes.SelectMany(note => RefusalJson.Read(note.Reasons).Select(reason => (kind, note.Row, reason))));
        }
    }

    /// <summary>All of it in one transaction that is not kept.</summary>
    private async Task<int> TryAsync(string folder, CancellationToken cancel)
    {
        PipelineOutcome? outcome = null;
        try
        {
            await db.WriteAsync(async () =>
            {
                await AccountsAsync(folder, cancel);
                outcome = await RunAsync(folder, cancel);
                throw new TrialEnded();
            }, cancel);
        }
        catch (TrialEnded)
        {
            Console.Out.WriteLine(words["Imports.Pipeline.Trial"]);
        }

        return outcome is null ? ExitCode.Failure : Tell(outcome);
    }

    private int Tell(PipelineOutcome outcome)
    {
        TellOfAccounts();
        foreach (var (row, note) in outcome.Noted.Concat(outcome.Rejected).OrderBy(line => line.Row))
        {
            Console.Error.WriteLine(words["Imports.Command.Row", row, words.Of(note)]);
        }

        foreach (var (written, (product, rows)) in outcome.Mapped)
        {
            Console.Out.WriteLine(words["Imports.Pipeline.Mapped", written, product, rows]);
        }

        Console.Out.WriteLine(words["Imports.Pipeline.People", outcome.People]);
        foreach (var state in Enum.GetValues<OpportunityState>().Where(outcome.Totals.ContainsKey))
        {
            Console.Out.WriteLine(words["Imports.Pipeline.Total", state, outcome.Totals[state].Count, outcome.Totals[state].Amount]);
        }

        if (outcome.Listed is { Count: > 0 } listed)
        {
            Console.Out.WriteLine(words["Imports.Pipeline.Listed", listed.Count, listed.Amount]);
        }

        if (outcome.Contracts is { } contracts)
        {
            Console.Out.WriteLine(words["Imports.Pipeline.Contracts", contracts.Made, contracts.Amount, contracts.Known]);
        }

        Console.Out.WriteLine(words["Imports.Pipeline.Rest", outcome.Known, outcome.Noted.Count, outcome.Rejected.Count]);
        return outcome.Rejected.Count > 0 || _ofAccounts.Exists(told => told.Kind == ImportNoteKind.Rejected) ? ExitCode.RowsRejected : ExitCode.Success;
    }

    /// <summary>What the customers' file spells differently is told as that of the opportunities is.</summary>
    private void TellOfAccounts()
    {
        foreach (var (kind, row, note) in _ofAccounts)
        {
            var isRejected = kind == ImportNoteKind.Rejected;
            (isRejected ? Console.Error : Console.Out).WriteLine($"{Accounts}: {(isRejected ? words["Imports.Command.Row", row, words.Of(note)] : words.Of(note))}");
        }
    }

    private static TableSource Open(string folder, string file) => new(File.OpenRead(Path.Combine(folder, file)));

    private sealed class TrialEnded : Exception;
}
