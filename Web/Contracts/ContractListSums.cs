using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Sales;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Contracts;

/// <summary>The sums of a list of contracts, by the names of the columns of reports that they stand in.</summary>
/// <param name="Within">What of each contract of the page was signed within the days.</param>
public sealed record ContractListSums(ContractSums Sums, IReadOnlyDictionary<long, Money> Within, Viewer Viewer)
{
    public IEnumerable<(string Column, object? Value)> Figures => Sums.Standing is { } standing ? Of(standing) :
    [
        ("contracts", Sums.First), ("signed", Sums.Signed), ("mean", Sums.First == 0 ? null : new Money(Sums.Signed.Minor / Sums.First)), ("quantity", Sums.Quantity),
        .. Margin(("ex_tax", Sums.ExTax), ("margin", Sums.ExTax - Sums.Cost)), .. Told(("renewals", Sums.Renewals), ("lines_owned", Sums.Lines)),
        .. Sums.Whole is { } whole ? Told(("service_share", new ShareOf(Pareto.Share(Sums.Signed, whole)))) : [],
        .. Sums.WithService is { Of: > 0 } beside ? Told(("service_beside", new ShareOf(decimal.Divide(beside.With, beside.Of)))) : [],
    ];

    /// <summary>Null where it is all of the contract.</summary>
    public Money? PartOf(ContractRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Within.TryGetValue(row.Id, out var signed) && signed != row.AmountInTax ? signed : null;
    }

    private IEnumerable<(string Column, object? Value)> Of(ExecutionTotal total) =>
    [
        ("contracts", total.Contracts), ("amount", total.Amount), ("invoiced", total.Invoiced), ("received", total.Received), ("outstanding", total.Outstanding),
        ("overdue", total.Overdue), ("receivable", total.Invoiced - total.Received), ("uninvoiced", total.Uninvoiced), ("ex_tax", total.ExTax),
        ("first_signed", total.Signed), ("change_orders", total.Amount - total.Signed), ("next_fee", total.YearlyFees),
        .. Margin(
            ("cost", total.ActualCost), ("margin", total.Margin), ("planned_cost", total.ExpectedCost), ("planned_margin", total.ExTax - total.ExpectedCost),
            ("actual_margin", total.ActualMargin), ("earned", total.Earned)),
    ];

    private static IEnumerable<(string Column, object? Value)> Told(params (string Column, object? Value)[] figures) => figures.Where(figure => figure.Value is not null);

    private IEnumerable<(string Column, object? Value)> Margin(params (string Column, object? Value)[] figures) => Viewer.Sees(SensitiveField.Margin) ? figures : [];
}
