using SiCrm.Domain.Access;
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
        new("CareTasks", "CustomerId"),
        new("ContactEmployments", "CustomerId"),
        new("Contacts", "CustomerId"),
        new("Contracts", "CustomerId"),
        new("CustomerFiles", "CustomerId"),
        new("Customers", "ParentId"),
        new("Customers", "ReferredById"),
        new("DevelopmentPlans", "CustomerId"),
        new("Leads", "ReferredById"),
        new("Opportunities", "CustomerId"),
        new("Receipts", "CustomerId"),
        new("RecordShares", "RecordId") { Type = RecordType.Customer },
        new("Touches", "CustomerId"),
    ];

    /// <summary>Go with a merged contact to the kept one.</summary>
    public static readonly IReadOnlyList<RowReference> OfContact =
    [
        new("BuyingCentreMembers", "ContactId"),
        new("BuyingCentreMembers", "ReportsToId"),
        new("CareTasks", "ContactId"),
        new("ContactEmployments", "ContactId"),
        new("ContractReminders", "ContactId"),
        new("Opportunities", "ContactId"),
        new("RecordShares", "RecordId") { Type = RecordType.Contact },
        new("Touches", "ContactId"),
    ];

    /// <summary>Stay where they are: each record keeps its own history, and earlier merges keep their meaning, scores their customer.</summary>
    public static readonly IReadOnlyList<RowReference> Staying =
    [
        new("Continuities", "CustomerId"),
        new("ContinuityWeeks", "CustomerId"),
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
