using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Reports.PresalesCost;

/// <summary>
/// 售前成本 <c>presales-cost</c>: what presales cost on won, lost and running projects in a period, by industry, region or person, against the
/// margin that was signed in it (product text, section 14, point 4). Every cost is a line of the presales ledger; the state is as of the period's end.
/// </summary>
public static class PresalesCosts
{
    public static async Task<PresalesCostReport> OfAsync(CrmDbContext db, Viewer viewer, PresalesCostQuestion asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(asked);
        var (daysBefore, yearBefore) = (asked.DaysBefore, asked.YearBefore);
        var (sums, (before, lastYear)) = await db.ReadTogetherAsync(here => SumsAsync(here, viewer, asked, cancel), async other =>
        {
            var earlier = Report(viewer, asked.Within(daysBefore), await SumsAsync(other, viewer, asked.Within(daysBefore), cancel), []);
            return (earlier, yearBefore == daysBefore ? earlier : Report(viewer, asked.Within(yearBefore), await SumsAsync(other, viewer, asked.Within(yearBefore), cancel), []));
        }, cancel);
        return Report(viewer, asked, sums, before.Lines.Concat(lastYear.Lines).Select(line => line.Key)) with { Before = before, LastYear = lastYear };
    }

    private static async Task<PresalesSums> SumsAsync(CrmDbContext db, Viewer viewer, PresalesCostQuestion asked, CancellationToken cancel)
    {
        var parts = await PresalesCostParts.OfAsync(db, viewer, asked, cancel);
        // A project is worked on by several persons, so those of all persons together are counted by themselves.
        var all = asked.By == PresalesCostGrouping.Person ? await PresalesCostParts.OfAsync(db, viewer, asked with { By = PresalesCostGrouping.Region }, cancel) : parts;
        return new(parts, all, await MarginsAsync(db, viewer, asked, cancel));
    }

    /// <param name="others">Groups that have a line in any case.</param>
    private static PresalesCostReport Report(Viewer viewer, PresalesCostQuestion asked, PresalesSums sums, IEnumerable<string?> others)
    {
        var seesCost = viewer.Sees(SensitiveField.PresalesCost);
        var (costs, signed) = (sums.Parts.ToLookup(part => part.Key), sums.Margins.ToLookup(margin => margin.Key));
        var keys = costs.Select(group => group.Key).Concat(signed.Select(group => group.Key)).Concat(others).Distinct();
        var lines = keys.Select(key => PresalesCostLine.Of(key, [.. costs[key]], Sum(signed[key]))).ToList();
        return new PresalesCostReport(
            asked, [.. lines.OrderByDescending(line => seesCost ? line.Cost : Money.Zero).ThenBy(line => line.Key, StringComparer.Ordinal)],
            PresalesCostLine.Of(null, sums.All, Sum(sums.Margins)));
    }

    /// <summary>The lines of the ledger behind a figure.</summary>
    /// <param name="key">Of one group; null: of all.</param>
    public static IQueryable<PresalesEntry> Entries(CrmDbContext db, Viewer viewer, PresalesCostQuestion asked, IReadOnlyCollection<OpportunityState>? states, string? key)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var (from, until, end) = (asked.From, asked.Until, db.Company.Time.StartOf(asked.Until.AddDays(1)));
        var visible = asked.Projects(db, viewer);
        var rows = db.PresalesEntries.AsNoTracking().Where(entry => entry.On >= from && entry.On <= until && visible.Any(row => row.Id == entry.OpportunityId));
        rows = states is null ? rows : rows.Where(entry => db.OpportunityEvents.Any(row =>
            row.OpportunityId == entry.OpportunityId && row.At < end && (row.UntilAt == null || row.UntilAt >= end) && states.Contains(row.State)));
        var id = long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        return asked.By switch
        {
            _ when key is null => rows,
            PresalesCostGrouping.Person => rows.Where(entry => entry.PersonId == id),
            PresalesCostGrouping.Region => rows.Where(entry => visible.Any(row => row.Id == entry.OpportunityId && row.RegionId == id)),
            _ when key.Length == 0 => rows.Where(entry => visible.Any(row => row.Id == entry.OpportunityId && EF.Property<string?>(row, OpportunityIndustry.Column) == null)),
            _ => rows.Where(entry => visible.Any(row => row.Id == entry.OpportunityId && EF.Property<string?>(row, OpportunityIndustry.Column) == key)),
        };
    }

    /// <summary>Of what was signed within the period and is still won at its end.</summary>
    internal static async Task<List<(long Id, string? Key, Money Margin)>> MarginsAsync(CrmDbContext db, Viewer viewer, PresalesCostQuestion asked, CancellationToken cancel)
    {
        var (start, end) = (db.Company.Time.StartOf(asked.From), db.Company.Time.StartOf(asked.Until.AddDays(1)));
        var (byIndustry, byRegion, byPerson) = (asked.By == PresalesCostGrouping.Industry, asked.By == PresalesCostGrouping.Region, asked.By == PresalesCostGrouping.Person);
        // Asked for in one condition, it does not seem to the database to leave hardly any of them.
        var signings = db.OpportunityEvents.Where(signed => signed.At >= start && signed.At < end && signed.Kind == OpportunityEventKind.Won && (signed.UntilAt ?? DateTime.MaxValue) >= end);
        if (await NumberRange.OfAsync(signings.Select(signed => signed.OpportunityId), cancel) is not var (first, last))
        {
            return [];
        }

        var contracts = db.OpportunityContracts().Where(contract => contract.SignedOn <= asked.Until && contract.OpportunityId >= first && contract.OpportunityId <= last);
        var won = await (
            from signed in signings
            join row in asked.Projects(db, viewer).Where(row => row.Id >= first && row.Id <= last) on signed.OpportunityId equals row.Id
            join initiation in db.Initiations.Where(initiation => initiation.OpportunityId >= first && initiation.OpportunityId <= last) on row.Id equals initiation.OpportunityId
            where initiation.DecidedAt != null && initiation.State != InitiationState.Rejected
                && (initiation.State != InitiationState.Superseded || initiation.Decisions.Any(decision =>
                    decision.Verdict == InitiationVerdict.Approve || decision.Verdict == InitiationVerdict.ApproveOnConditions))
            join contract in contracts on row.Id equals contract.OpportunityId into theirs
            from contract in theirs.DefaultIfEmpty()
            select new
            {
                row.Id, RegionId = byRegion ? row.RegionId : null, Industry = byIndustry ? EF.Property<string?>(row, OpportunityIndustry.Column) : null,
                OwnerId = byPerson ? row.OwnerId : null, Signed = signed.Amount,
                initiation.DecidedAt, initiation.Amount, initiation.Margin,
                ContractId = contract == null ? (long?)null : contract.Id,
                Sold = contract == null ? 0 : (long)(object)contract.AmountExTax - (long)(object)contract.LineCost,
            })
            .ToListAsync(cancel);
        // Without a contract, and initiated anew since, it keeps the margin of the application that held at the end.
        return
        [
            .. from row in won
               group row by row.Id into project
               let held = project.Where(row => row.DecidedAt < end).MaxBy(row => row.DecidedAt) ?? project.MinBy(row => row.DecidedAt)
               let sold = project.Where(row => row.ContractId is not null).DistinctBy(row => row.ContractId).Sum(row => row.Sold)
               select (project.Key, Key(asked.By, held.Industry, held.RegionId, held.OwnerId),
                   held.ContractId is null ? PostMortem.MarginOn(held.Margin, held.Amount, held.Signed) : new(sold)),
        ];
    }

    internal static string? Key(PresalesCostGrouping by, string? industry, long? region, long? person) => by switch
    {
        PresalesCostGrouping.Industry => industry ?? "",
        PresalesCostGrouping.Region => region?.ToString(CultureInfo.InvariantCulture),
        _ => person?.ToString(CultureInfo.InvariantCulture),
    };

    private sealed record PresalesSums(IReadOnlyList<PresalesCostPart> Parts, IReadOnlyList<PresalesCostPart> All, IReadOnlyList<(long Id, string? Key, Money Margin)> Margins);

    private static Money Sum(IEnumerable<(long Id, string? Key, Money Margin)> margins) => margins.Aggregate(Money.Zero, (sum, one) => sum + one.Margin);
}
