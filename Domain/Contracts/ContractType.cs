using SiCrm.Domain.Contracts.Catalogue;

namespace SiCrm.Domain.Contracts;

/// <summary>合同类型: what kind of work a contract is.</summary>
public enum ContractType
{
    Integration,
    Software,
    Service,
}

/// <summary>Nobody types it in: it follows from what is sold.</summary>
public static class ContractTypes
{
    private static readonly IReadOnlyList<ProductKind> Kinds = Enum.GetValues<ProductKind>();

    /// <summary>Service where nothing else is sold, software where there is software and no hardware, else integration; null of nothing.</summary>
    public static ContractType? Of(IEnumerable<ProductKind> sold)
    {
        var kinds = sold.ToHashSet();
        return kinds.Count == 0 ? null
            : kinds.SetEquals([ProductKind.Service]) ? ContractType.Service
            : kinds.Contains(ProductKind.Software) && !kinds.Contains(ProductKind.Hardware) ? ContractType.Software
            : ContractType.Integration;
    }

    /// <param name="set">The <see cref="Sign"/>s of all kinds that are sold, together.</param>
    public static ContractType? Of(int set) => Of(Kinds.Where(kind => (set & Sign(kind)) != 0));

    /// <summary>What stands for a kind in a set that a database counts with.</summary>
    public static int Sign(ProductKind kind) => 1 << (int)kind;

    /// <summary>Every set of kinds that makes a contract one of the type; null: the one of nothing.</summary>
    public static IReadOnlyList<int> SetsOf(ContractType? type) => [.. Enumerable.Range(0, 1 << Kinds.Count).Where(set => Of(set) == type)];
}
