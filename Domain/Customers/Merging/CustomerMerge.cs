using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers.Merging;

/// <summary>合并: two records of one customer became one; taken back, exactly, within 30 days.</summary>
public sealed class CustomerMerge
{
    /// <summary>Afterwards too much is built upon it.</summary>
    public const int UndoDays = 30;

    /// <param name="record">What moved, and what both were before: see <see cref="MergeRecord"/>, as JSON.</param>
    public CustomerMerge(Customer kept, Customer merged, string record, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(merged);
        (KeptId, MergedId, Record, At, ById) = (kept.Id, merged.Id, record, stamp.At, stamp.ActorId);
    }

    private CustomerMerge()
    {
        Record = "";
    }

    public long Id { get; private set; }

    public long KeptId { get; private set; }

    public long MergedId { get; private set; }

    public string Record { get; private set; }

    public DateTime At { get; private set; }

    public long? ById { get; private set; }

    public DateTime? UndoneAt { get; private set; }

    public long? UndoneById { get; private set; }

    public int Version { get; private set; }

    public Refusal? CanUndo(DateTime now) =>
        UndoneAt is not null ? new Refusal("MergeIsUndone")
        : now > At.AddDays(UndoDays) ? new Refusal("MergeIsTooOld", UndoDays)
        : null;

    public void Undo(Stamp stamp)
    {
        CanUndo(stamp.At).ThrowIfRefused();
        (UndoneAt, UndoneById) = (stamp.At, stamp.ActorId);
        Version++;
    }
}
