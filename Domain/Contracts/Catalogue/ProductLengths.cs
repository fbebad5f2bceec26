namespace SiCrm.Domain.Contracts.Catalogue;

/// <summary>The longest texts of a product, for form and database alike.</summary>
public static class ProductLengths
{
    public const int Code = 40;
    public const int Name = 120;
    public const int Unit = 20;
    public const int Partner = 120;
    public const int Note = 2000;
    public const int Reason = 200;
}
