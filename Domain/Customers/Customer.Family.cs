using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <content>集团: a group of companies and its units.</content>
public sealed partial class Customer
{
    /// <summary>So many levels a group may have, itself included.</summary>
    public const int MostLevels = 6;

    public long? ParentId { get; private set; }

    /// <param name="above">The parent and everything above it, nearest first; none makes it stand alone.</param>
    /// <param name="levelsBelow">How deep its own units go; zero for none.</param>
    public void BelongTo(IReadOnlyList<Customer> above, int levelsBelow, Stamp stamp, long? importId = null)
    {
        ArgumentNullException.ThrowIfNull(above);
        CanBelongTo(above, levelsBelow).ThrowIfRefused();
        var parent = above.Count == 0 ? null : above[0];
        if (parent?.Id != ParentId)
        {
            if (importId is not null)
            {
                _changes.Add(CustomerChange.Of(nameof(ParentId), ParentId, parent?.Id, stamp, CustomerOrigin.Import, importId));
            }

            Record(CustomerEventKind.ParentChanged, stamp, () => ParentId = parent?.Id, relatedId: parent?.Id ?? ParentId);
        }
    }

    /// <summary>Refused when it would stand above itself, or the group would grow too deep.</summary>
    public Refusal? CanBelongTo(IReadOnlyList<Customer> above, int levelsBelow)
    {
        ArgumentNullException.ThrowIfNull(above);
        return ArchivedAt is not null ? new Refusal("CustomerIsArchived", Name)
            : above.Any(customer => customer.Id == Id) ? new Refusal("CustomerAboveItself", Name)
            : above.Count + 1 + levelsBelow > MostLevels ? new Refusal("GroupTooDeep", MostLevels)
            : null;
    }
}
