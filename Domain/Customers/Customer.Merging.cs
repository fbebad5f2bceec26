using SiCrm.Domain.Customers.Merging;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <content>合并: one of two records of the same customer takes the other in.</content>
public sealed partial class Customer
{
    /// <summary>The record that this one was merged into; it is archived, and comes back by undoing the merge only.</summary>
    public long? MergedIntoId { get; private set; }

    public CustomerState State => new(Facts, Standing, Status, StatusSince, OpenOpportunities, LastTouchAt);

    /// <param name="kinship">Whether one of the two stands above the other in its group.</param>
    public Refusal? CanAbsorb(Customer other, bool kinship)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Id == Id ? new Refusal("MergeWithItself")
            : ArchivedAt is not null ? new Refusal("CustomerIsArchived", Name)
            : other.ArchivedAt is not null ? new Refusal("CustomerIsArchived", other.Name)
            : kinship ? new Refusal("MergeWithinGroup", Name, other.Name)
            : null;
    }

    /// <summary>Takes the other record in: its values as chosen, what it is to us, its touches. What hangs on it is moved beside this. Where one referred the other, also by way of others, nobody did.</summary>
    /// <param name="chain">See <see cref="CanBeReferredBy"/>, of what both together say.</param>
    public void Absorb(Customer other, CustomerFacts together, IReadOnlyList<long> chain, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(other);
        CanAbsorb(other, kinship: false).ThrowIfRefused();
        Edit(CanBeReferredBy(chain) is not null || other.CanBeReferredBy(chain) is not null ? together with { ReferredById = null } : together, stamp, CustomerOrigin.Merge);
        Record(CustomerEventKind.Merged, stamp, () => StandTogether(other, stamp), relatedId: other.Id);
        other.Record(CustomerEventKind.Merged, stamp, () => (other.ArchivedAt, other.MergedIntoId) = (stamp.At, Id), relatedId: Id);
    }

    /// <summary>Gives the other record back; what was changed since the merge stays changed.</summary>
    public void GiveBack(Customer other, CustomerState before, CustomerState after, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        (ArchivedAt is not null ? new Refusal("CustomerIsArchived", Name)
            : other.MergedIntoId != Id ? new Refusal("MergeIsUndone") : null).ThrowIfRefused();
        Edit(FieldChoice.Undone(Facts, before.Facts, after.Facts), stamp, CustomerOrigin.Merge);
        Record(CustomerEventKind.Unmerged, stamp, () => StandAgain(other, before, after), relatedId: other.Id);
        other.Record(CustomerEventKind.Unmerged, stamp, () => (other.ArchivedAt, other.MergedIntoId) = (null, null), relatedId: Id);
    }

    /// <summary>The further of the two; asleep only when both are.</summary>
    private void StandTogether(Customer other, Stamp stamp)
    {
        var standing = Further(Standing, other.Standing);
        var status = Status == CustomerStatus.Dormant && other.Status == CustomerStatus.Dormant ? CustomerStatus.Dormant : standing;
        StatusSince = status == Status ? StatusSince : stamp.At;
        (Standing, Status) = (standing, status);
        OpenOpportunities += other.OpenOpportunities;
        LastTouchAt = other.LastTouchAt > (LastTouchAt ?? DateTime.MinValue) ? other.LastTouchAt : LastTouchAt;
    }

    private void StandAgain(Customer other, CustomerState before, CustomerState after)
    {
        if ((Standing, Status, StatusSince) == (after.Standing, after.Status, after.StatusSince))
        {
            (Standing, Status, StatusSince) = (before.Standing, before.Status, before.StatusSince);
        }

        OpenOpportunities = Math.Max(0, OpenOpportunities - other.OpenOpportunities);
        LastTouchAt = LastTouchAt == after.LastTouchAt ? before.LastTouchAt : LastTouchAt;
    }

    private static CustomerStatus Further(CustomerStatus one, CustomerStatus two)
    {
        CustomerStatus[] order = [CustomerStatus.Installed, CustomerStatus.Active, CustomerStatus.Prospect, CustomerStatus.Lost];
        return order.First(status => status == one || status == two);
    }
}
