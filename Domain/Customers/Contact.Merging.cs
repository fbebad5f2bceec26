using SiCrm.Domain.Customers.Merging;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <content>Two records of the same person.</content>
public sealed partial class Contact
{
    public ContactState State => new(Facts, IsKey, LastTouchAt);

    /// <summary>Takes in what the other record knows and this one does not; the other is archived.</summary>
    public void Absorb(Contact other, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(other);
        RefuseArchived();
        Change(FieldChoice.Filled(Facts, other.Facts).Cleaned(), stamp, CustomerOrigin.Merge);
        IsKey |= other.IsKey;
        LastTouchAt = other.LastTouchAt > (LastTouchAt ?? DateTime.MinValue) ? other.LastTouchAt : LastTouchAt;
        Version++;
        other.Archive(stamp);
    }

    /// <summary>What was changed since the merge stays changed.</summary>
    public void GiveBack(Contact other, ContactState before, ContactState after, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (ArchivedAt is null)
        {
            Change(FieldChoice.Undone(Facts, before.Facts, after.Facts), stamp, CustomerOrigin.Merge);
        }

        IsKey = IsKey == after.IsKey ? before.IsKey : IsKey;
        LastTouchAt = LastTouchAt == after.LastTouchAt ? before.LastTouchAt : LastTouchAt;
        Version++;
        if (other.ArchivedAt is not null)
        {
            other.Restore();
        }
    }
}
