using SiCrm.Domain.Customers;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Imports.Values;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>Reads rows of a file of customers; what it takes for something else than stands there it says.</summary>
internal sealed class CustomerReader(ColumnMap map, CompanyFacts company, CategoryScheme scheme, DateTime now)
{
    private const int NameLength = 80;

    private static readonly ImportField[] Noted = [ImportField.FoundedIn, ImportField.Revenue, ImportField.Employees];

    public CustomerDraft Read(TableRow row)
    {
        var (values, mappings) = (new RowValues(row, map, company), new List<Refusal>());
        var createdAt = Created(values, now);
        var region = values.Text(ImportField.Region, NameLength);
        var location = Meant(values, ImportField.Location, NameLength, mappings);
        var facts = Facts(values, mappings);
        var lines = Lines(values, mappings);
        var (owner, author) = (values.Text(ImportField.Owner, NameLength), values.Text(ImportField.CreatedBy, NameLength));
        return new CustomerDraft(row, values.IsSound ? facts : null, region, location, owner, author, createdAt, lines, mappings, values.Refusals);
    }

    public static DateTime? Created(RowValues values, DateTime now)
    {
        var at = values.Instant(ImportField.CreatedAt);
        if (at > now)
        {
            values.Refuse("ImportInstantInFuture", ImportField.CreatedAt, at);
        }

        return at;
    }

    public static string? Code(RowValues values)
    {
        var code = CreditCode.Cleaned(values.Text(ImportField.CreditCode, CustomerLengths.CreditCode * 2));
        if (code is not null && !CreditCode.IsValid(code))
        {
            values.Refuse("ImportCreditCodeWrong", ImportField.CreditCode, code);
        }

        return code;
    }

    private CustomerFacts Facts(RowValues values, List<Refusal> mappings) => new()
    {
        Name = values.Text(ImportField.Company, CustomerLengths.Name, isRequired: true) ?? "",
        ShortName = values.Text(ImportField.ShortName, CustomerLengths.ShortName),
        CreditCode = Code(values),
        Industry = Meant(values, ImportField.Industry, CustomerLengths.Industry, mappings),
        Category = values.Word<CategoryWord>(ImportField.Category, TryCategory)?.Code ?? "",
        Tier = values.Word<CustomerTier>(ImportField.Tier, Vocabulary.TryTier),
        Source = values.Text(ImportField.Source, CustomerLengths.Source),
        EconomicStrength = values.Number(ImportField.EconomicStrength, 1, 5),
        ItMaturity = values.Word<ItMaturity>(ImportField.ItMaturity, Vocabulary.TryMaturity),
        Phone = values.Text(ImportField.Phone, CustomerLengths.Phone),
        Website = values.Text(ImportField.Website, CustomerLengths.Website),
        Addresses = values.Lines(ImportField.Addresses, CustomerLengths.Address),
        Note = values.Lines(ImportField.Note, CustomerLengths.Note),
    };

    /// <summary>A known misspelling is put right, and told.</summary>
    private string? Meant(RowValues values, ImportField field, int longest, List<Refusal> mappings)
    {
        var text = values.Text(field, longest);
        var meant = text is null ? null : Vocabulary.Meant(text);
        if (meant != text)
        {
            mappings.Add(new Refusal("ImportValueMapped", map.NameOf(field), text, meant));
        }

        return meant;
    }

    private List<string> Lines(RowValues values, List<Refusal> mappings)
    {
        var lines = new List<string>();
        foreach (var field in Noted)
        {
            if (values.Text(field, NameLength) is { } text)
            {
                lines.Add($"{map.NameOf(field)}: {text}");
                mappings.Add(new Refusal("ImportKeptInNote", map.NameOf(field)));
            }
        }

        return lines;
    }

    private bool TryCategory(string text, out CategoryWord word)
    {
        var key = ColumnName.Key(text);
        var category = scheme.Categories.FirstOrDefault(c => new[] { c.Code, c.English, c.Chinese }.Any(name => ColumnName.Key(name) == key));
        word = new CategoryWord(category?.Code ?? "");
        return category is not null;
    }

    private readonly record struct CategoryWord(string Code);
}
