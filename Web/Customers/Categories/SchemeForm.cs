using System.ComponentModel.DataAnnotations;
using System.Globalization;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Customers.Categories;

/// <summary>One row of the scheme; an empty one says nothing.</summary>
public sealed class CategoryForm
{
    [StringLength(CustomerLengths.Category)]
    public string? Code { get; set; }

    [StringLength(40)]
    public string? English { get; set; }

    [StringLength(40)]
    public string? Chinese { get; set; }

    [Range(1, CategoryScheme.MostDays)]
    public int? DormantDays { get; set; }

    [Range(1, CategoryScheme.MostDays)]
    public int? VisitDays { get; set; }

    [Range(1, CategoryScheme.MostDays)]
    public int? KeyContactDays { get; set; }

    internal bool IsEmpty => string.IsNullOrWhiteSpace(Code + English + Chinese) && (DormantDays ?? VisitDays ?? KeyContactDays) is null;

    internal CustomerCategory Category =>
        new(PlainText.Line(Code) ?? "", PlainText.Line(English) ?? "", PlainText.Line(Chinese) ?? "", DormantDays ?? 0, VisitDays, KeyContactDays);

    internal static CategoryForm Of(CustomerCategory category) => new()
    {
        Code = category.Code, English = category.English, Chinese = category.Chinese, DormantDays = category.DormantDays, VisitDays = category.VisitDays,
        KeyContactDays = category.KeyContactDays,
    };
}

public sealed class SchemeForm
{
    private const int EmptyRows = 2;

    /// <summary>The most important first.</summary>
    public IList<CategoryForm> Categories { get; set; } = new List<CategoryForm>();

    /// <summary>What the preview was shown for; another content asks for another preview.</summary>
    [StringLength(4000)]
    public string? Previewed { get; set; }

    internal bool IsPreviewed => Previewed == Text;

    internal string Text => string.Join('|', Filled.Select(row => row.Category).Select(row => string.Create(
        CultureInfo.InvariantCulture, $"{row.Code};{row.English};{row.Chinese};{row.DormantDays};{row.VisitDays};{row.KeyContactDays}")));

    internal CategoryScheme ToScheme(Stamp stamp) => new([.. Filled.Select(row => row.Category)], stamp);

    internal static SchemeForm Of(CategoryScheme scheme) => new() { Categories = [.. scheme.Categories.Select(CategoryForm.Of)] };

    /// <summary>Rows to add to, as far as a scheme may grow.</summary>
    internal SchemeForm WithRoom()
    {
        Categories = [.. Filled];
        for (var i = 0; i < EmptyRows && Categories.Count < CategoryScheme.Most; i++)
        {
            Categories.Add(new CategoryForm());
        }

        return this;
    }

    private IEnumerable<CategoryForm> Filled => Categories.Where(row => !row.IsEmpty);
}

/// <summary>What a changed scheme would do.</summary>
/// <param name="Holding">Who falls asleep in the coming night by the scheme that holds.</param>
/// <param name="Changed">The same by the one that is typed.</param>
/// <param name="Homeless">Customers whose category is no more; they count as the last one.</param>
public sealed record SchemePreview(
    IReadOnlyDictionary<string, int> Holding, IReadOnlyDictionary<string, int> Changed, IReadOnlyList<KeyValuePair<string, int>> Homeless)
{
    public int NowAsleep => Holding.Values.Sum();

    public int ThenAsleep => Changed.Values.Sum();
}
