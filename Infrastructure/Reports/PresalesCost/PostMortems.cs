using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Reports.PresalesCost;

public enum PostMortemGrouping
{
    Approver,
    Industry,
}

/// <summary>A project that ended, with what was predicted of it.</summary>
public sealed record JudgedProject(long Id, string? Approver, string? Industry, PostMortem PostMortem)
{
    public string? Key(PostMortemGrouping by) => by == PostMortemGrouping.Approver ? Approver : Industry;
}

/// <summary>事后复盘: predicted probability, cost and margin of initiated projects against what came true, of those that ended in the period.</summary>
public static class PostMortems
{
    public static async Task<PostMortemLines> OfAsync(CrmDbContext db, Viewer viewer, PresalesCostQuestion asked, CancellationToken cancel = default)
    {
        var judged = await JudgedAsync(db, viewer, asked, cancel);
        return new(Lines(judged, PostMortemGrouping.Approver), Lines(judged, PostMortemGrouping.Industry));
    }

    /// <summary>The projects behind a line, the last that ended first.</summary>
    public static async Task<IReadOnlyList<JudgedProject>> BehindAsync(
        CrmDbContext db, Viewer viewer, PresalesCostQuestion asked, PostMortemGrouping by, string? key, CancellationToken cancel = default) =>
        [.. (await JudgedAsync(db, viewer, asked, cancel)).Where(project => project.Key(by) == key).OrderByDescending(project => project.Id)];

    /// <summary>Null of none.</summary>
    public static PostMortemLine? LineOf(IReadOnlyCollection<JudgedProject> projects) => projects is { Count: > 0 } ? Line(null, [.. projects.Select(project => project.PostMortem)]) : null;

    private static async Task<List<JudgedProject>> JudgedAsync(CrmDbContext db, Viewer viewer, PresalesCostQuestion asked, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var (start, end) = (db.Company.Time.StartOf(asked.From), db.Company.Time.StartOf(asked.Until.AddDays(1)));
        var closed = asked.Projects(db, viewer).Where(row => row.ClosedAt >= start && row.ClosedAt < end && row.State != OpportunityState.Open);
        if (await NumberRange.OfAsync(closed.Select(row => row.Id), cancel) is not var (first, last))
        {
            return [];
        }

        var ended = await (
            from row in closed
            join initiation in db.Initiations.Where(initiation => initiation.OpportunityId >= first && initiation.OpportunityId <= last) on row.Id equals initiation.OpportunityId
            where initiation.DecidedAt != null && initiation.State != InitiationState.Superseded && initiation.State != InitiationState.Rejected
            join contract in db.OpportunityContracts().Where(contract => contract.OpportunityId >= first && contract.OpportunityId <= last) on row.Id equals contract.OpportunityId into theirs
            from contract in theirs.DefaultIfEmpty()
            select new
            {
                InitiationId = initiation.Id, row.Id, row.State, Signed = row.Amount, Industry = EF.Property<string?>(row, OpportunityIndustry.Column), initiation.ApproverId,
                initiation.Amount, initiation.Margin, initiation.Probability, initiation.BudgetTotal, initiation.Spent,
                Contract = contract == null ? (ContractResult?)null
                    : new ContractResult(contract.Status, contract.AmountExTax, contract.AmountInTax, contract.Lapsed, contract.ActualCost, contract.CostAtCompletion),
            }).ToListAsync(cancel);
        return ended.GroupBy(row => row.InitiationId).Select(contracts =>
        {
            var row = contracts.First();
            var signed = row.State == OpportunityState.Won ? row.Signed ?? Money.Zero : Money.Zero;
            return new JudgedProject(row.Id, row.ApproverId?.ToString(CultureInfo.InvariantCulture), row.Industry, new PostMortem(
                row.State, row.Probability, row.Amount, signed, row.Margin,
                row is { State: OpportunityState.Won, Contract: not null } ? new(contracts.Sum(one => one.Contract?.Margin.Minor ?? 0)) : PostMortem.MarginOn(row.Margin, row.Amount, signed), row.BudgetTotal, row.Spent));
        }).ToList();
    }

    private static IReadOnlyList<PostMortemLine> Lines(IEnumerable<JudgedProject> rows, PostMortemGrouping grouping) =>
    [
        .. from row in rows
           group row.PostMortem by row.Key(grouping) into one
           orderby one.Count() descending, one.Key
           select Line(one.Key, [.. one]),
    ];

    private static PostMortemLine Line(string? key, IReadOnlyCollection<PostMortem> all) => new(
        key, all.Count, all.Count(one => one.IsWon), Math.Round((decimal)all.Average(one => one.Probability), 1), Math.Round(all.Average(one => one.Brier), 3),
        Sum(all, one => one.Margin), Sum(all, one => one.CameMargin), Sum(all, one => one.Budget), Sum(all, one => one.Spent));

    private static Money Sum(IEnumerable<PostMortem> all, Func<PostMortem, Money> of) => all.Aggregate(Money.Zero, (sum, one) => sum + of(one));
}
