using SiCrm.Domain.Contracts.Catalogue;

namespace SiCrm.Infrastructure.Contracts.Catalogue;

/// <summary>Which products a list shows. Its properties are the names in the address.</summary>
public sealed record ProductFilter
{
    /// <summary>Words that must all be found.</summary>
    public string? Q { get; init; }

    public ProductKind? Kind { get; init; }

    /// <summary>The category and everything below it.</summary>
    public long? Category { get; init; }

    /// <summary>Only those put away; else only those kept.</summary>
    public bool Archived { get; init; }

    public bool IsEmpty => this == new ProductFilter();
}
