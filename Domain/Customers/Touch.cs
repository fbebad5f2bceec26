using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

public enum TouchKind
{
    Call,
    Visit,
    Meeting,
    Mail,
    Message,

    /// <summary>Words for colleagues; nobody was spoken with.</summary>
    Note,
}

/// <summary>联系记录: a contact with somebody at a customer, as it was logged; append-only.</summary>
public sealed class Touch
{
    /// <param name="contact">With whom; null for the customer as a whole.</param>
    /// <param name="at">When it was; not later than the stamp.</param>
    /// <param name="isTwoWay">They answered: only such a touch ends a silence.</param>
    public Touch(Customer customer, Contact? contact, TouchKind kind, string? words, DateTime at, bool isTwoWay, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(customer);
        (at > stamp.At ? new Refusal("TouchInTheFuture") : null).ThrowIfRefused();
        (contact is not null && contact.CustomerId != customer.Id ? new Refusal("ContactOfAnother", contact.Name) : null).ThrowIfRefused();
        (CustomerId, ContactId, Kind, Words) = (customer.Id, contact?.Id, kind, PlainText.Lines(words) ?? "");
        (At, RecordedAt, ActorId, IsTwoWay) = (Stamp.WholeMilliseconds(at), stamp.At, stamp.ActorId, isTwoWay && kind != TouchKind.Note);
        customer.RefuseArchived();
        if (IsTwoWay)
        {
            customer.Touched(At, stamp);
            contact?.Touched(At);
        }
    }

    private Touch()
    {
        Words = "";
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    public long? ContactId { get; private set; }

    public TouchKind Kind { get; private set; }

    public string Words { get; private set; }

    public DateTime At { get; private set; }

    public DateTime RecordedAt { get; private set; }

    /// <summary>The colleague who had it.</summary>
    public long? ActorId { get; private set; }

    public bool IsTwoWay { get; private set; }
}
