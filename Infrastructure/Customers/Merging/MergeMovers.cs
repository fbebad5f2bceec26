using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Merging;

/// <summary>
/// What hangs on a customer or on a contact, and whether a merge moves it. Every column of the model that points at one
/// stands in one of these lists, which a test sees to: whoever adds a table decides here.
/// </summary>
public static class MergeMovers
{
    /// <summary>Go with a merged customer to the kept one.</summary>
    public static readonly IReadOnlyList<RowReference> OfCustomer =
    [
        new("BuyingCentres", "CustomerId"),
        new("ContactEmployments", "CustomerId"),
        new("Contacts", "CustomerId"),
        new("CustomerFiles", "CustomerId"),
        new("Customers", "ParentId"),
        new("Opportunities", "CustomerId"),
        new("Touches", "CustomerId"),
    ];

    /// <summary>Go with a merged contact to the kept one.</summary>
    public static readonly IReadOnlyList<RowReference> OfContact =
    [
        new("BuyingCentreMembers", "ContactId"),
        new("BuyingCentreMembers", "ReportsToId"),
        new("ContactEmployments", "ContactId"),
        new("Opportunities", "ContactId"),
        new("Touches", "ContactId"),
    ];

    /// <summary>Stay where they are: each record keeps its own history, and earlier merges keep their meaning.</summary>
    public static readonly IReadOnlyList<RowReference> Staying =
    [
        new("CustomerChanges", "ContactId"),
        new("CustomerChanges", "CustomerId"),
        new("CustomerEvents", "CustomerId"),
        new("CustomerMerges", "KeptId"),
        new("CustomerMerges", "MergedId"),
        new("Customers", "MergedIntoId"),
        new("NotTheSame", "FirstId"),
        new("NotTheSame", "SecondId"),
    ];
}
