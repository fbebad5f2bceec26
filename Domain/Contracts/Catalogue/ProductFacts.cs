using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts.Catalogue;

/// <summary>What the catalogue says of a product, apart from its prices and parts.</summary>
public sealed record ProductFacts
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>What Chinese readers and Chinese documents see; null: the same name.</summary>
    public string? ChineseName { get; init; }

    public ProductKind Kind { get; init; }

    public long? CategoryId { get; init; }

    public string? Unit { get; init; }

    /// <summary>What is bought from a partner: who supplies it.</summary>
    public string? Partner { get; init; }

    public Percent TaxRate { get; init; }

    public DateOnly ActiveFrom { get; init; }

    /// <summary>The last day on which it can be sold; null: no end is known.</summary>
    public DateOnly? ActiveUntil { get; init; }

    public string? Note { get; init; }

    internal ProductFacts Cleaned() => this with
    {
        Code = PlainText.Line(Code) ?? "",
        Name = PlainText.Line(Name) ?? "",
        ChineseName = PlainText.Line(ChineseName),
        Unit = PlainText.Line(Unit),
        Partner = PlainText.Line(Partner),
        Note = PlainText.Lines(Note),
    };

    internal Refusal? Fault() =>
        Code.Length == 0 ? new Refusal("ProductCodeNeeded")
        : Name.Length == 0 ? new Refusal("NameNeeded")
        : TaxRate > Percent.Hundred ? new Refusal("TaxRateTooHigh", TaxRate)
        : ActiveUntil < ActiveFrom ? new Refusal("ProductEndsBeforeStart", ActiveUntil)
        : null;
}
