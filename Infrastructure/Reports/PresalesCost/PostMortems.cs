using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Reports.PresalesCost;

/// <summary>事后复盘: predicted probability, cost and margin of initiated projects against what came true, of those that ended in the period.</summary>
public static class PostMortems
{
    public static async Task<PostMortemLines> OfAsync(CrmDbContext db, Viewer viewer, PresalesCostQuestion asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(asked);
        var (start, end) = (db.Company.Time.StartOf(asked.From), db.Company.Time.StartOf(asked.Until.AddDays(1)));
        var ended = await (
            from row in db.Opportunities.VisibleTo(viewer)
            where row.ClosedAt >= start && row.ClosedAt < end && row.State != OpportunityState.Open
            join initiation in db.Initiations on row.Id equals initiation.OpportunityId
            where initiation.DecidedAt != null && initiation.State != InitiationState.Superseded && initiation.State != InitiationState.Rejected
            select new
            {
                row.State, Signed = row.Amount, Industry = row.Customer == null ? null : row.Customer.Industry, initiation.ApproverId,
                initiation.Amount, initiation.Margin, initiation.Probability, initiation.BudgetTotal, initiation.Spent,
            }).ToListAsync(cancel);
        var judged = ended.ConvertAll<(string? Approver, string? Industry, PostMortem PostMortem)>(row =>
        {
            var signed = row.State == OpportunityState.Won ? row.Signed ?? Money.Zero : Money.Zero;
            return (row.ApproverId?.ToString(CultureInfo.InvariantCulture), row.Industry, new PostMortem(
                row.State, row.Probability, row.Amount, signed, row.Margin, PostMortem.MarginOn(row.Margin, row.Amount, signed), row.BudgetTotal, row.Spent));
        });
        return new(Lines(judged.Select(row => (row.Approver, row.PostMortem))), Lines(judged.Select(row => (row.Industry, row.PostMortem))));
    }

    private static IReadOnlyList<PostMortemLine> Lines(IEnumerable<(string? Key, PostMortem PostMortem)> rows) =>
    [
        .. from row in rows
           group row.PostMortem by row.Key into one
           orderby one.Count() descending, one.Key
           select Line(one.Key, [.. one]),
    ];

    private static PostMortemLine Line(string? key, IReadOnlyCollection<PostMortem> all) => new(
        key, all.Count, all.Count(one => one.IsWon), Math.Round((decimal)all.Average(one => one.Probability), 1), Math.Round(all.Average(one => one.Brier), 3),
        Sum(all, one => one.Margin), Sum(all, one => one.CameMargin), Sum(all, one => one.Budget), Sum(all, one => one.Spent));

    private static Money Sum(IEnumerable<PostMortem> all, Func<PostMortem, Money> of) => all.Aggregate(Money.Zero, (sum, one) => sum + of(one));
}
