namespace SiCrm.Infrastructure.Customers.Contacts;

/// <summary>Why a card can't be used.</summary>
public enum VCardTrouble
{
    /// <summary>The file ends, or the next card begins, before its END.</summary>
    NoEnd,

    NoName,

    /// <summary>Its bytes are no text in the encoding that it names.</summary>
    Encoding,
}

/// <summary>A visiting card, as much of it as we keep.</summary>
public sealed record VCard
{
    public string? Name { get; init; }

    public string? Organisation { get; init; }

    public string? Department { get; init; }

    public string? Title { get; init; }

    public string? Mobile { get; init; }

    public string? WorkPhone { get; init; }

    public string? Email { get; init; }

    public string? Messenger { get; init; }

    public DateOnly? Birthday { get; init; }

    public string? Note { get; init; }

    public VCardTrouble? Trouble { get; init; }
}
