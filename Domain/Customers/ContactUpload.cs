using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>A file of visiting cards that somebody sent and looks over before it is taken in.</summary>
public sealed class ContactUpload
{
    public ContactUpload(string fileName, string cards, long? customerId, Stamp stamp)
    {
        (FileName, Cards, CustomerId, OwnerId, At) = (PlainText.Cut(PlainText.Line(fileName) ?? "", CustomerLengths.Name), cards, customerId, stamp.ActorId, stamp.At);
    }

    private ContactUpload()
    {
        FileName = Cards = "";
    }

    public long Id { get; private set; }

    public string FileName { get; private set; }

    /// <summary>What was read, as JSON; emptied once it is taken in.</summary>
    public string Cards { get; private set; }

    /// <summary>Whose people they are; null: the cards say it.</summary>
    public long? CustomerId { get; private set; }

    public long? OwnerId { get; private set; }

    public DateTime At { get; private set; }

    public DateTime? TakenAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Once: sent twice it makes nobody twice.</summary>
    public void Take(Stamp stamp)
    {
        (TakenAt is null ? null : new Refusal("UploadIsTaken", FileName)).ThrowIfRefused();
        (TakenAt, Cards) = (stamp.At, "");
        Version++;
    }
}
