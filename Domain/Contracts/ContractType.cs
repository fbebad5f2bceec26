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
    /// <summary>Service where nothing else is sold, software where there is software and no hardware, else integration; null of nothing.</summary>
    public static ContractType? Of(IEnumerable<ProductKind> sold)
    {
        var kinds = sold.ToHashSet();
        return kinds.Count == 0 ? null
            : kinds.SetEquals([ProductKind.Service]) ? ContractType.Service
            : kinds.Contains(ProductKind.Software) && !kinds.Contains(ProductKind.Hardware) ? ContractType.Software
            : ContractType.Integration;
    }
}
