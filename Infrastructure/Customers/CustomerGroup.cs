using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Customers;

/// <summary>One company of a group.</summary>
/// <param name="Level">How far it is below the head of the group.</param>
public sealed record CustomerUnit(long Id, long? ParentId, int Level, string Name, CustomerStatus Status, long? OwnerId);

/// <summary>Open opportunities, and what was signed.</summary>
/// <param name="Count">Open opportunities.</param>
/// <param name="Amount">For how much they are.</param>
/// <param name="Signed">The contracts' value, tax included.</param>
public readonly record struct UnitDeals(int Count, Money Amount, Money Signed)
{
    public static UnitDeals operator +(UnitDeals a, UnitDeals b) => new(a.Count + b.Count, a.Amount + b.Amount, a.Signed + b.Signed);

    public static UnitDeals Add(UnitDeals left, UnitDeals right) => left + right;
}

/// <summary>A unit with what is open with it, and with it and everything below it together.</summary>
public sealed record UnitRow(CustomerUnit Unit, UnitDeals Own, UnitDeals Together);

/// <summary>A group of companies as somebody sees it: each unit below its parent, the sums of what he sees.</summary>
public sealed class CustomerGroup
{
    private readonly ILookup<long?, CustomerUnit> _below;
    private readonly IReadOnlyDictionary<long, UnitDeals> _deals;

    /// <param name="isCut">There are more units, and the sums are without them.</param>
    internal CustomerGroup(IReadOnlyList<CustomerUnit> units, IReadOnlyDictionary<long, UnitDeals> deals, bool isCut)
    {
        var seen = units.Select(unit => unit.Id).ToHashSet();
        (_below, _deals, IsCut) = (units.ToLookup(unit => unit.ParentId is { } parent && seen.Contains(parent) ? parent : (long?)null), deals, isCut);
        Rows = [.. _below[null].SelectMany(Unfold)];
    }

    public bool IsCut { get; }

    public IReadOnlyList<UnitRow> Rows { get; }

    private IEnumerable<UnitRow> Unfold(CustomerUnit unit)
    {
        var rows = _below[unit.Id].SelectMany(Unfold).ToList();
        var own = _deals.GetValueOrDefault(unit.Id);
        return [new UnitRow(unit, own, rows.Aggregate(own, (sum, row) => sum + row.Own)), .. rows];
    }
}
