using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>How far a customer's own use of information technology has come; it decides how much service he needs.</summary>
public enum ItMaturity
{
    Initial,
    Intermediate,
    Advanced,
}

/// <summary>客户级别, from the most important down.</summary>
public enum CustomerTier
{
    A,
    B,
    C,
}

/// <summary>How a value came into the program.</summary>
public enum CustomerOrigin
{
    Form,
    Lead,
    Import,
    Api,
    Demo,
    Edit,
    Merge,
}

/// <summary>What a customer says about itself; everything that a person may type or a file may bring (product text, section 3).</summary>
public sealed record CustomerFacts
{
    public required string Name { get; init; }

    public string? ShortName { get; init; }

    /// <summary>Valid by its check sign, or null; see <see cref="Customers.CreditCode"/>.</summary>
    public string? CreditCode { get; init; }

    public long? RegionId { get; init; }

    public string? Industry { get; init; }

    /// <summary>A code of the company's own scheme, see <see cref="CategoryScheme"/>.</summary>
    public string Category { get; init; } = CategoryScheme.General;

    /// <summary>Null while nobody judged.</summary>
    public CustomerTier? Tier { get; init; }

    public string? Source { get; init; }

    /// <summary>转介绍: the customer that sent them to us.</summary>
    public long? ReferredById { get; init; }

    /// <summary>经济实力, 1 to 5; null while nobody judged.</summary>
    public int? EconomicStrength { get; init; }

    /// <summary>信息化程度; null while nobody judged.</summary>
    public ItMaturity? ItMaturity { get; init; }

    public string? Phone { get; init; }

    public string? Website { get; init; }

    /// <summary>One address a line.</summary>
    public string? Addresses { get; init; }

    public string? Note { get; init; }

    /// <summary>As it is kept: see <see cref="PlainText"/>.</summary>
    internal CustomerFacts Cleaned()
    {
        var code = Customers.CreditCode.Cleaned(CreditCode);
        (code is null || Customers.CreditCode.IsValid(code) ? null : new Refusal("CreditCodeIsWrong", code)).ThrowIfRefused();
        (EconomicStrength is null or (>= 1 and <= 5) ? null : new Refusal("EconomicStrengthOutOfRange")).ThrowIfRefused();
        return this with
        {
            Name = PlainText.Line(Name) ?? throw new RuleBroken(new Refusal("CustomerNeedsName")),
            ShortName = PlainText.Line(ShortName),
            CreditCode = code,
            Industry = PlainText.Line(Industry),
            Category = PlainText.Line(Category) ?? CategoryScheme.General,
            Source = PlainText.Line(Source),
            Phone = PlainText.Line(Phone),
            Website = PlainText.Line(Website),
            Addresses = PlainText.Lines(Addresses),
            Note = PlainText.Lines(Note),
        };
    }
}
