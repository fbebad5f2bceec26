using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts.Catalogue;

/// <summary>A branch of the catalogue's tree.</summary>
public sealed class ProductCategory
{
    public const int NameLength = 60;

    /// <summary>So deep the tree may grow.</summary>
    public const int MostLevels = 4;

    /// <param name="above">The parent and everything above it, nearest first.</param>
    public ProductCategory(string name, string? chineseName, IReadOnlyList<ProductCategory> above)
        : this()
    {
        ArgumentNullException.ThrowIfNull(above);
        (above.Count < MostLevels ? null : new Refusal("CategoryTooDeep", MostLevels)).ThrowIfRefused();
        ParentId = above.Count == 0 ? null : above[0].Id;
        Name = Needed(name);
        ChineseName = PlainText.Line(chineseName);
    }

    private ProductCategory() => Name = "";

    public long Id { get; private set; }

    public string Name { get; private set; }

    /// <summary>What Chinese readers see; null: the same name.</summary>
    public string? ChineseName { get; private set; }

    public long? ParentId { get; private set; }

    public int Version { get; private set; }

    public void Rename(string name, string? chineseName)
    {
        (Name, ChineseName) = (Needed(name), PlainText.Line(chineseName));
        Version++;
    }

    /// <param name="beside">The others under the same parent.</param>
    public static Refusal? CanBeCalled(string? name, IEnumerable<ProductCategory> beside) =>
        beside.FirstOrDefault(other => PlainText.KeyOf(other.Name) == PlainText.KeyOf(name)) is { } alike ? new Refusal("CategoryAlike", alike.Name) : null;

    private static string Needed(string? name) => PlainText.Line(name) ?? throw new RuleBroken(new Refusal("NameNeeded"));
}
