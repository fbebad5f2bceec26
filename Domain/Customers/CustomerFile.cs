using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>附件: a file about a customer. Its bytes lie outside the database under a name that says nothing.</summary>
public sealed class CustomerFile
{
    public const int MostNames = 200;

    /// <param name="storedAs">The name that the store gave it.</param>
    /// <exception cref="RuleBroken">The customer is archived.</exception>
    public CustomerFile(Customer customer, string name, FileKind kind, string storedAs, long bytes, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(customer);
        ArgumentNullException.ThrowIfNull(kind);
        customer.RefuseArchived();
        (CustomerId, Name, ContentType, StoredAs, Bytes) = (customer.Id, Shortened(name, kind), kind.ContentType, storedAs, bytes);
        (AddedAt, AddedById) = (stamp.At, stamp.ActorId);
    }

    private CustomerFile()
    {
        Name = ContentType = StoredAs = "";
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    /// <summary>As the person called it.</summary>
    public string Name { get; private set; }

    public string ContentType { get; private set; }

    public string StoredAs { get; private set; }

    public long Bytes { get; private set; }

    public DateTime AddedAt { get; private set; }

    public long? AddedById { get; private set; }

    public DateTime? ArchivedAt { get; private set; }

    public long? ArchivedById { get; private set; }

    public int Version { get; private set; }

    public void Archive(Stamp stamp)
    {
        (ArchivedAt is null ? null : new Refusal("FileIsArchived", Name)).ThrowIfRefused();
        (ArchivedAt, ArchivedById) = (stamp.At, stamp.ActorId);
        Version++;
    }

    /// <summary>A long name loses its middle, not its ending.</summary>
    private static string Shortened(string name, FileKind kind)
    {
        var plain = PlainText.Line(name) ?? "file" + kind.Ending;
        return plain.Length <= MostNames ? plain : PlainText.Cut(plain, MostNames - kind.Ending.Length) + kind.Ending;
    }
}
