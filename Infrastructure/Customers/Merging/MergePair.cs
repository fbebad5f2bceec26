using SiCrm.Domain.Customers;

namespace SiCrm.Infrastructure.Customers.Merging;

/// <summary>Two customers to be merged, tracked, with their contacts.</summary>
public sealed record MergePair(Customer Kept, Customer Merged)
{
    /// <summary>Contacts of the one who look like one of the other: by name, number or mail address; each goes with one at most.</summary>
    public IReadOnlyList<(Contact Kept, Contact Merged)> SamePeople =>
    [
        .. (from merged in Merged.Contacts.Where(contact => contact.ArchivedAt is null)
           let kept = Kept.Contacts.FirstOrDefault(contact => contact.ArchivedAt is null && IsSame(contact, merged))
           where kept is not null
           select (kept, merged)).DistinctBy(two => two.kept.Id),
    ];

    private static bool IsSame(Contact one, Contact two) =>
        string.Equals(one.Name, two.Name, StringComparison.OrdinalIgnoreCase)
        || (one.PhoneKey.Length > 0 && one.PhoneKey == two.PhoneKey)
        || (one.Email is not null && string.Equals(one.Email, two.Email, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What somebody chose for a merge.</summary>
/// <param name="FromMerged">The fields whose value the merged record gives.</param>
/// <param name="Contacts">The merged record's contacts that are the same person as one of the kept record's.</param>
public sealed record MergeChoice(IReadOnlyCollection<string> FromMerged, IReadOnlyCollection<long> Contacts);
