using System.Runtime.CompilerServices;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Reports.Sales;

/// <content>Where each contract stands: a row for each, so that files of it are written while they are read.</content>
public sealed partial class SalesTables
{
    /// <summary>All rows, of the columns that are asked for.</summary>
    public async Task<SalesFile> FileAsync(string key, SalesQuestion asked, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return key == "contract-execution" ? new SalesFile(key, ExecutionColumns(asked), ExecutionRowsAsync(asked, cancel)) : SalesFile.Of(await OfAsync(key, asked, cancel));
    }

    private async Task<SalesTable> ExecutionAsync(SalesQuestion asked, ShownRows shown, CancellationToken cancel)
    {
        var ((rows, rests, total), standing) = asked.Further
            ? await db.ReadTogetherAsync(here => NewestAsync(here, asked, shown, cancel), async other => (MilestoneStanding?)await ExecutionStanding.OfAsync(other, asked, today, cancel), cancel)
            : ((await ContractExecution.NewestAsync(db, asked, today, shown, cancel), null, await ContractExecution.TotalAsync(db, asked, today, cancel)), null);
        total = standing is null ? total : total with { Overdue = Sum(standing.Late, late => late) };
        return new SalesTable(
            "contract-execution", ExecutionColumns(asked), [.. rows.Select(row => new SalesRow(Cells(asked, rests?[row.Id].Told(row) ?? row, rests?[row.Id]), $"/contracts/{row.Id}") { Id = row.Id })],
            new SalesRow(Cells(asked, total, standing), Link(asked, "first=true")))
        {
            Count = total.Contracts,
        };
    }

    private async Task<(IReadOnlyList<ExecutionRow> Rows, IReadOnlyDictionary<long, ExecutionRest>? Rests, ExecutionTotal Total)> NewestAsync(
        CrmDbContext read, SalesQuestion asked, ShownRows shown, CancellationToken cancel)
    {
        var rows = await ContractExecution.NewestAsync(read, asked, today, shown, cancel);
        return (rows, await ExecutionFurther.OfAsync(read, rows, today, cancel), await ContractExecution.TotalAsync(read, asked, today, cancel));
    }

    private async IAsyncEnumerable<IReadOnlyList<object?>> ExecutionRowsAsync(SalesQuestion asked, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (total, standing) = (new ExecutionTotal(), MilestoneStanding.None);
        // Where its milestones are not asked for, a contract is a third of the work.
        var pages = asked.Further ? ExecutionFurther.AllAsync(db, asked, today, cancel).Select(page => page.Select(one => (one.Row, (ExecutionRest?)one.Further)))
            : ContractExecution.AllAsync(db, asked, today, cancel).Select(page => page.Select(row => (row, (ExecutionRest?)null)));
        await foreach (var page in pages.WithCancellation(cancel))
        {
            foreach (var (row, rest) in page)
            {
                (total, standing) = (total.Plus(row), rest is null ? standing : standing.Plus(rest.Standing));
                yield return Cells(asked, row, rest, isFile: true);
            }
        }

        yield return Cells(asked, total, standing);
    }

    private static IReadOnlyList<string> ExecutionColumns(SalesQuestion asked) =>
    [
        "contract", "customer", "signed_on", "amount", "delivered_percent", "invoiced", "received", "outstanding", "overdue", "overdue_days", "status", .. Margin(asked, "cost", "margin"),
        .. Further(asked, "receivable", "uninvoiced", "collected", "overdue_30", "overdue_60", "overdue_90", "overdue_over", "retained", "accepted_on", "warranty_until"),
        .. Further(asked, [.. Margin(asked, "planned_cost", "planned_margin", "actual_margin", "earned", "margin_rate")]),
        .. Further(
            asked, "project", "type", "ex_tax", "first_signed", "change_orders", "deliveries", "delivered", "behind", "planned_percent", "next_delivery", "next_delivery_on",
            "next_payment_on", "due", "in_time", "retained_until", "service_from", "fee_from", "next_fee_on", "next_fee"),
    ];

    /// <param name="isFile">Its cells lead nowhere: to make the address of each of millions takes longer than to read them.</param>
    private IReadOnlyList<object?> Cells(SalesQuestion asked, ExecutionRow row, ExecutionRest? rest, bool isFile = false) =>
    [
        row.Number, row.Customer, row.SignedOn, row.Amount, row.DeliveredBasisPoints / 100m, row.Invoiced, row.Received, row.Outstanding, row.Overdue, row.OverdueDays(today),
        words.Of(row.Status), .. Margin(asked, Spent(isFile, row, row.ActualCost), row.Result.Margin), .. rest is null ? [] : Further(asked, row, rest, isFile),
    ];

    private IEnumerable<object?> Further(SalesQuestion asked, ExecutionRow row, ExecutionRest rest, bool isFile) =>
    [
        row.Invoiced - row.Received, row.Uninvoiced, Part(row.Received, row.Amount), .. rest.Standing.Late.Cast<object?>(),
        Milestones(asked, MilestonesOf.Retained, rest.Standing.Retained, row.Id, isFile),
        row.AcceptedOn, row.WarrantyUntil, .. Margin(asked, Spent(isFile, row, row.ExpectedCost), row.ExTax - row.ExpectedCost, Spent(isFile, row, (object?)row.ActualMargin ?? words["Reports.NoCostsYet"]), Earned(isFile, row), Part(row.Result.Margin, row.Result.Earned)),
        row.Name, rest.Type is { } type ? words.Of(type) : null, isFile ? row.ExTax : new PartOf(row.ExTax, $"/contracts/{row.Id}/lines"), row.Signed, row.Amount - row.Signed,
        Milestones(asked, MilestonesOf.Deliveries, rest.Standing.Deliveries, row.Id, isFile), Milestones(asked, MilestonesOf.Delivered, rest.Standing.Delivered, row.Id, isFile),
        Milestones(asked, MilestonesOf.Behind, rest.Standing.Behind, row.Id, isFile),
        Milestones(asked, MilestonesOf.Planned, rest.Standing.PlannedBasisPoints / 100m, row.Id, isFile), rest.Standing.Next, rest.Standing.NextOn,
        row.PaymentDueOn,
        Milestones(asked, MilestonesOf.Due, rest.Standing.Due, row.Id, isFile), Milestones(asked, MilestonesOf.Due, Part(rest.Standing.InTime, rest.Standing.Due), row.Id, isFile), rest.Standing.RetainedUntil,
        row.HandedOverOn, row.WarrantyUntil?.AddDays(1), row.Status == ContractStatus.Terminated ? null : Contract.NextFeeOn(row.WarrantyUntil, today), row.YearlyFee,
    ];

    /// <param name="standing">Null where it is not asked for.</param>
    private IReadOnlyList<object?> Cells(SalesQuestion asked, ExecutionTotal total, MilestoneStanding? standing) =>
    [
        words["Reports.Total"], null, null, total.Amount, null, total.Invoiced, total.Received, total.Outstanding, total.Overdue, null, null,
        .. Margin(asked, total.ActualCost, total.Margin),
        .. Further(
            asked, total.Invoiced - total.Received, total.Uninvoiced, (object?)Part(total.Received, total.Amount),
            Late(asked, standing, 0), Late(asked, standing, 1), Late(asked, standing, 2), Late(asked, standing, 3), Milestones(asked, MilestonesOf.Retained, standing?.Retained), null, null),
        .. Further(asked, [.. Margin(asked, total.ExpectedCost, total.ExTax - total.ExpectedCost, (object?)total.ActualMargin ?? words["Reports.NoCostsYet"], total.Earned, Part(total.Margin, total.Earned))]),
        .. Further<object?>(
            asked, null, null, total.ExTax, total.Signed, total.Amount - total.Signed, Milestones(asked, MilestonesOf.Deliveries, standing?.Deliveries),
            Milestones(asked, MilestonesOf.Delivered, standing?.Delivered), Milestones(asked, MilestonesOf.Behind, standing?.Behind), null, null, null, null,
            Milestones(asked, MilestonesOf.Due, standing?.Due), Milestones(asked, MilestonesOf.Due, standing is null ? null : Part(standing.InTime, standing.Due)), null, null, null, null, total.YearlyFees),
    ];

    /// <summary>What a contract costs stands with its costs.</summary>
    private static object Spent(bool isFile, ExecutionRow row, object figure) => isFile ? figure : new PartOf(figure, $"/contracts/{row.Id}/costs");

    /// <summary>What was earned of a terminated contract stands with its costs, else it is all of its lines.</summary>
    private static object Earned(bool isFile, ExecutionRow row) => isFile ? row.Result.Earned
        : new PartOf(row.Result.Earned, $"/contracts/{row.Id}/{(row.Status == ContractStatus.Terminated ? "costs" : "lines")}");

    /// <summary>The payments that are so late.</summary>
    private static object? Late(SalesQuestion asked, MilestoneStanding? standing, int age) =>
        standing is null ? null : new PartOf(standing.Late[age], $"/contracts/overdue?age={PaymentAges.All[age].From}&{Query(asked, "")}");

    /// <summary>The milestones that a figure counts or adds up, of a contract or of all.</summary>
    private static object? Milestones(SalesQuestion asked, MilestonesOf of, object? figure, long? contract = null, bool isFile = false) =>
        figure is null || isFile ? figure : new PartOf(figure, ExecutionMilestonesPage.Link(of, Query(asked, contract is { } id ? $"contract={id}" : "")));

    private static ShareOf Part(Money part, Money whole) => new(whole.Minor == 0 ? null : Pareto.Share(part, whole));
}
