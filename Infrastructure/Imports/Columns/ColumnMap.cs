using System.Security.Cryptography;
using System.Text;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Columns;

/// <summary>Which column of a file holds which field.</summary>
public sealed class ColumnMap
{
    private readonly Dictionary<ImportField, int> _columns;

    private ColumnMap(ImportKind kind, IReadOnlyList<string> header, Dictionary<ImportField, int> columns)
    {
        (Kind, Header, _columns) = (kind, header, columns);
    }

    public ImportKind Kind { get; }

    public IReadOnlyList<string> Header { get; }

    public IEnumerable<ImportField> Missing =>
        ImportFields.Of(Kind).Where(names => names.IsRequired && !Has(names.Field)).Select(names => names.Field);

    /// <summary>The columns that no field reads.</summary>
    public IEnumerable<string> Unread => Header.Where((name, column) => name.Length > 0 && !_columns.ContainsValue(column));

    public Refusal? Refusal => Missing.Any()
        ? new Refusal("ImportColumnMissing", string.Join(", ", Missing), string.Join(", ", Header))
        : null;

    public bool Has(ImportField field) => _columns.ContainsKey(field);

    /// <summary>-1 for a field without a column: rows read as empty there.</summary>
    public int this[ImportField field] => _columns.GetValueOrDefault(field, -1);

    public ImportField? FieldOf(int column) =>
        _columns.Where(pair => pair.Value == column).Select(pair => (ImportField?)pair.Key).FirstOrDefault();

    /// <summary>The name that the file has for a field, to speak of it in the file's own words.</summary>
    public string NameOf(ImportField field) => Has(field) ? Header[this[field]] : field.ToString();

    /// <summary>By the names that columns bear in either language; of two that fit a field the better, then the first.</summary>
    public static ColumnMap Guess(ImportKind kind, IReadOnlyList<string> header)
    {
        var hits =
            from column in header.Select((name, index) => (Readings: ColumnName.Readings(name).ToList(), Index: index))
            from field in ImportFields.Of(kind)
            let rank = Rank(column.Readings, field.Names)
            where rank is not null
            orderby rank, column.Index
            select (field.Field, column.Index);
        var columns = new Dictionary<ImportField, int>();
        foreach (var (field, index) in hits)
        {
            if (!columns.ContainsValue(index))
            {
                columns.TryAdd(field, index);
            }
        }

        return new ColumnMap(kind, header, columns);
    }

    /// <summary>A guess with some columns said: <c>column = field</c> a line, <c>column =</c> for one to leave out, <c>#</c> for a comment.</summary>
    /// <exception cref="RuleBroken">A line names no column or no field, or a field twice.</exception>
    public static ColumnMap Read(ImportKind kind, IReadOnlyList<string> header, string lines)
    {
        var said = Lines(lines).Select(line => (Column: ColumnOf(header, line), Field: FieldOf(kind, line))).ToList();
        return Say(kind, header, said);
    }

    /// <summary>Exactly these columns and no guess, as the page's form has them.</summary>
    public static ColumnMap Of(ImportKind kind, IReadOnlyList<string> header, IEnumerable<(int Column, ImportField? Field)> said)
    {
        var columns = new Dictionary<ImportField, int>();
        foreach (var (column, field) in said)
        {
            if (field is { } known && !columns.TryAdd(known, column))
            {
                throw new RuleBroken(new Refusal("ImportFieldTwice", known, header[columns[known]], header[column]));
            }
        }

        return new ColumnMap(kind, header, columns);
    }

    /// <summary>What <see cref="ToString"/> wrote, for the same header again.</summary>
    public static ColumnMap Parse(ImportKind kind, IReadOnlyList<string> header, string fields) =>
        Of(kind, header, fields.Split(',').Take(header.Count)
            .Select((name, column) => (column, Enum.TryParse<ImportField>(name, out var known) ? known : (ImportField?)null)));

    /// <summary>The field of each column in turn; empty for one that is left out.</summary>
    public override string ToString() => string.Join(',', Header.Select((_, column) => FieldOf(column)));

    /// <summary>The same for files with the same columns: what a mapping is remembered by.</summary>
    public static string HeaderKey(IEnumerable<string> header) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', header.Select(ColumnName.Key)))));

    private static ColumnMap Say(ImportKind kind, IReadOnlyList<string> header, List<(int Column, ImportField? Field)> said)
    {
        var guess = Guess(kind, header);
        var guessed = guess._columns
            .Where(pair => said.All(line => line.Column != pair.Value && line.Field != pair.Key))
            .Select(pair => (pair.Value, (ImportField?)pair.Key));
        return Of(kind, header, said.Concat(guessed));
    }

    private static int? Rank(List<string> readings, IReadOnlyList<string> names)
    {
        var best = readings.FindIndex(reading => names.Any(name => ColumnName.Key(name) == reading));
        return best < 0 ? null : best;
    }

    private static IEnumerable<(string Column, string Field)> Lines(string lines) =>
        from line in lines.Split('\n')
        let text = line.Trim()
        where text.Length > 0 && text[0] != '#'
        let at = text.LastIndexOf('=')
        select at > 0
            ? (text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new RuleBroken(new Refusal("ImportMapLineUnreadable", text));

    private static int ColumnOf(IReadOnlyList<string> header, (string Column, string Field) line)
    {
        var key = ColumnName.Key(line.Column);
        var column = header.ToList().FindIndex(name => ColumnName.Key(name) == key);
        return column >= 0 ? column : throw new RuleBroken(new Refusal("ImportMapNoColumn", line.Column, string.Join(", ", header)));
    }

    private static ImportField? FieldOf(ImportKind kind, (string Column, string Field) line) =>
        line.Field.Length is 0 ? null : ImportFields.Find(kind, line.Field)
            ?? throw new RuleBroken(new Refusal("ImportMapNoField", line.Field, string.Join(", ", ImportFields.Of(kind).Select(f => f.Field))));
}
