using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities.Quotes;

/// <summary>What a pasted line can say, in the order in which it stands without a heading.</summary>
public enum PasteColumn
{
    Product,
    Text,
    Quantity,
    UnitPrice,
    Discount,
    TaxRate,
    UnitCost,
    Phase,
    Optional,
}

/// <summary>A line as it was read; null is an empty cell, for the catalogue to fill.</summary>
public sealed record PastedLine(int Row, string? Product, string? Text, int Quantity)
{
    public Money? UnitPrice { get; init; }

    public Percent? Discount { get; init; }

    public Percent? TaxRate { get; init; }

    public Money? UnitCost { get; init; }

    public string? Phase { get; init; }

    public bool IsOptional { get; init; }
}

/// <summary>A row that can't be read, word for word, with everything that is wrong in it.</summary>
/// <param name="Product">What stands where its product does; null where nobody can say.</param>
public sealed record PasteFault(int Row, string Line, IReadOnlyList<Refusal> Refusals, string? Product = null);

/// <summary>What was pasted from a spreadsheet: the lines that can be read, and those that can't, word for word with the reasons.</summary>
/// <param name="Parts">Rows of parts, which were passed over.</param>
public sealed record QuotePaste(IReadOnlyList<PastedLine> Lines, IReadOnlyList<PasteFault> Faults, int Parts)
{
    public const int Longest = 40_000;

    /// <summary>Before a part of a bundle in our own sheet: it comes with its bundle, and is no line.</summary>
    public const string PartMark = "↳";

    private static readonly string[] Yes = ["1", "x", "y", "yes", "true", "是", "选配", "√"];
    private static readonly string[] No = ["", "0", "n", "no", "false", "否"];

    /// <param name="currency">The company's: an amount with the sign of another one is refused.</param>
    /// <param name="names">How the columns are called, in any language: a first line of such names only says the order.</param>
    /// <param name="beside">Columns that our own sheet has beside these: they are passed over.</param>
    public static QuotePaste Read(string? text, string currency, IReadOnlyDictionary<string, PasteColumn> names, IReadOnlySet<string>? beside = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        var (lines, faults, parts) = (new List<PastedLine>(), new List<PasteFault>(), 0);
        IReadOnlyList<Refusal>? unread = null;
        IReadOnlyList<PasteColumn?> order = [.. Enum.GetValues<PasteColumn>().Select(column => (PasteColumn?)column)];
        foreach (var (row, line, all) in SheetRows.Of(text).Where(row => !row.IsEmpty))
        {
            List<string> cells = [.. all];
            if (row == 1 && Heading(cells, names, beside ?? new HashSet<string>()) is { } heading)
            {
                order = heading;
                continue;
            }

            if (cells.Exists(cell => cell.StartsWith(PartMark, StringComparison.Ordinal)))
            {
                parts++;
                continue;
            }

            unread ??= row == 1 && Unknown(cells, names) is { } strange ? [strange] : null;
            if (unread is not null)
            {
                faults.Add(new(row, line, unread));
                continue;
            }

            var (read, refusals) = Read(row, cells, order, currency);
            if (refusals.Count == 0)
            {
                lines.Add(read);
            }
            else
            {
                faults.Add(new(row, line, refusals, read.Product));
            }
        }

        return new(lines, faults, parts);
    }

    /// <summary>Null in it for a column that is passed over.</summary>
    private static List<PasteColumn?>? Heading(List<string> cells, IReadOnlyDictionary<string, PasteColumn> names, IReadOnlySet<string> beside)
    {
        var found = cells.ConvertAll(cell => names.TryGetValue(PlainText.Folded(cell), out var column) ? (PasteColumn?)column : null);
        var said = found.OfType<PasteColumn>().ToList();
        var isKnown = found.Zip(cells).All(pair => pair.First is not null || beside.Contains(PlainText.Folded(pair.Second)));
        return said.Count > 0 && isKnown && said.Distinct().Count() == said.Count ? found : null;
    }

    /// <summary>A first line of names of which some are not known: without them nobody can say in which order the others stand.</summary>
    private static Refusal? Unknown(List<string> cells, IReadOnlyDictionary<string, PasteColumn> names)
    {
        var strange = cells.Where(cell => cell.Length > 0 && !names.ContainsKey(PlainText.Folded(cell))).ToList();
        return strange.Count > 0 && cells.Count(cell => names.ContainsKey(PlainText.Folded(cell))) > 1 ? new Refusal("PasteHeading", string.Join(", ", strange)) : null;
    }

    /// <summary>Each cell for itself, so that one that can't be read does not hide the others.</summary>
    private static (PastedLine Line, IReadOnlyList<Refusal> Refusals) Read(int row, List<string> cells, IReadOnlyList<PasteColumn?> order, string currency)
    {
        var refusals = new List<Refusal>();
        var said = order.Zip(cells).Where(pair => pair.First is not null).ToDictionary(pair => pair.First.GetValueOrDefault(), pair => pair.Second);
        var line = new PastedLine(
            row, PlainText.Line(said.GetValueOrDefault(PasteColumn.Product)), Take(PasteColumn.Text, cell => Short(cell, QuoteLengths.Text)), Take(PasteColumn.Quantity, Whole))
        {
            UnitPrice = Take(PasteColumn.UnitPrice, cell => Amount(cell, currency)),
            Discount = Take(PasteColumn.Discount, Share),
            TaxRate = Take(PasteColumn.TaxRate, Share),
            UnitCost = Take(PasteColumn.UnitCost, cell => Amount(cell, currency)),
            Phase = Take(PasteColumn.Phase, cell => Short(cell, QuoteLengths.Phase)),
            IsOptional = Take(PasteColumn.Optional, Flag),
        };
        if (cells.Count > order.Count && cells.Skip(order.Count).Any(cell => cell.Length > 0))
        {
            refusals.Add(new Refusal("PasteTooManyCells", cells.Count, order.Count));
        }

        return (line, refusals);

        T? Take<T>(PasteColumn column, Func<string, T> read)
        {
            try
            {
                return read(said.GetValueOrDefault(column, ""));
            }
            catch (RuleBroken broken)
            {
                refusals.Add(broken.Refusal);
                return default;
            }
        }
    }

    private static int Whole(string cell) =>
        PlainText.Folded(cell) is var number && MoneyText.IsGroupedWell(number)
        && decimal.TryParse(number.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        && value is > 0 and <= int.MaxValue && value == decimal.Truncate(value)
            ? (int)value : throw new RuleBroken(new Refusal("PasteQuantity", cell));

    private static Money? Amount(string cell, string currency) => cell.Length == 0 ? null : MoneyText.Read(cell, currency, "PasteAmount");

    private static Percent? Share(string cell) => cell.Length == 0 ? null
        : Percent.TryParse(cell, out var share) && share <= Percent.Hundred ? share : throw new RuleBroken(new Refusal("PasteShare", cell));

    private static string? Short(string cell, int most) => cell.Length <= most ? PlainText.Line(cell) : throw new RuleBroken(new Refusal("PasteTooLong", most));

    private static bool Flag(string cell) => Yes.Contains(PlainText.Folded(cell)) || (No.Contains(PlainText.Folded(cell)) ? false
        : throw new RuleBroken(new Refusal("PasteFlag", cell)));
}
