namespace SiCrm.Domain.Contracts.Catalogue;

/// <summary>What is sold.</summary>
public enum ProductKind
{
    Hardware,
    Software,
    Implementation,
    Service,
}
