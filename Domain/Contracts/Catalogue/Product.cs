using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts.Catalogue;

/// <summary>Something that we sell. What was sold already keeps its own price, so a product can change at any time.</summary>
public sealed partial class Product
{
    private readonly List<ProductPrice> _prices = [];
    private readonly List<ProductPart> _parts = [];

    public Product(ProductFacts facts, Money listPrice, Money? standardCost, Stamp stamp, DateOnly? pricedFrom = null)
        : this()
    {
        ArgumentNullException.ThrowIfNull(facts);
        CreatedAt = stamp.At;
        Describe(facts.Cleaned());
        Price(listPrice, standardCost, pricedFrom ?? ActiveFrom, null, stamp);
    }

    private Product() => Code = CodeKey = Name = NameKey = SearchText = Unit = "";

    public long Id { get; private set; }

    /// <summary>产品编号: unique, in whatever case it is written.</summary>
    public string Code { get; private set; }

    /// <summary>See <see cref="CodeKeyOf"/>.</summary>
    public string CodeKey { get; private set; }

    public string Name { get; private set; }

    public string? ChineseName { get; private set; }

    /// <summary>The name without spaces and case: files of other programs write it in several ways.</summary>
    public string NameKey { get; private set; }

    public ProductKind Kind { get; private set; }

    public long? CategoryId { get; private set; }

    public string Unit { get; private set; }

    public string? Partner { get; private set; }

    public Percent TaxRate { get; private set; }

    public DateOnly ActiveFrom { get; private set; }

    public DateOnly? ActiveUntil { get; private set; }

    public string? Note { get; private set; }

    public DateTime? ArchivedAt { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public string SearchText { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ProductPrice> Prices => _prices;

    /// <summary>What a bundle consists of; empty for a single product.</summary>
    public IReadOnlyList<ProductPart> Parts => _parts;

    public ProductFacts Facts => new()
    {
        Code = Code, Name = Name, ChineseName = ChineseName, Kind = Kind, CategoryId = CategoryId, Unit = Unit, Partner = Partner, TaxRate = TaxRate,
        ActiveFrom = ActiveFrom, ActiveUntil = ActiveUntil, Note = Note,
    };

    public bool IsSoldOn(DateOnly day) => ArchivedAt is null && ActiveFrom <= day && (ActiveUntil is null || day <= ActiveUntil);

    public void Edit(ProductFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        RefuseArchived();
        Describe(facts.Cleaned());
        Version++;
    }

    /// <summary>归档: out of every list of choice; what was sold keeps it.</summary>
    public void Archive(Stamp stamp)
    {
        RefuseArchived();
        ArchivedAt = stamp.At;
        Version++;
    }

    public void Restore()
    {
        (ArchivedAt is null ? new Refusal("ProductIsNotArchived", this) : null).ThrowIfRefused();
        ArchivedAt = null;
        Version++;
    }

    /// <summary>To be taken out for good nothing may name it: what was sold has to be explained for ever.</summary>
    public Refusal? CanDelete(bool isInUse) => isInUse ? new Refusal("ProductIsInUse", this) : null;

    /// <summary>What a code is looked up by: nobody who types or pastes one cares for its case.</summary>
    public static string CodeKeyOf(string? code) => PlainText.Folded(PlainText.Line(code));

    public static string KeyOf(string? name) => string.Concat(PlainText.Folded(name).Where(char.IsLetterOrDigit));

    private void RefuseArchived() => (ArchivedAt is null ? null : new Refusal("ProductIsArchived", this)).ThrowIfRefused();

    private void Describe(ProductFacts facts)
    {
        facts.Fault().ThrowIfRefused();
        (Code, Name, ChineseName, Kind, CategoryId) = (facts.Code, facts.Name, facts.ChineseName, facts.Kind, facts.CategoryId);
        (Unit, Partner, TaxRate, Note) = (facts.Unit ?? "", facts.Partner, facts.TaxRate, facts.Note);
        (ActiveFrom, ActiveUntil) = (facts.ActiveFrom, facts.ActiveUntil);
        (CodeKey, NameKey) = (CodeKeyOf(Code), KeyOf(Name));
        SearchText = Shared.SearchText.Of(Code, Name, ChineseName, Partner);
    }
}
