using System.Globalization;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Imports.Values;

/// <summary>The values of one row by field; whatever can't be read is collected, so that a person sees all that is wrong with the row at once.</summary>
internal sealed class RowValues
{
    private readonly ColumnMap _map;
    private readonly CompanyTime _time;
    private readonly TableRow _row;
    private readonly List<Refusal> _refusals = [];

    public RowValues(TableRow row, ColumnMap map, CompanyTime time)
    {
        (_row, _map, _time) = (row, map, time);
        if (row.Fault is not null)
        {
            _refusals.Add(row.Fault);
        }
    }

    public IReadOnlyList<Refusal> Refusals => _refusals;

    public bool IsSound => _refusals.Count == 0;

    public string? Text(ImportField field, int longest, bool isRequired = false) => Fit(field, CellText.OneLine(Cell(field)), longest, isRequired);

    public string? Lines(ImportField field, int longest) => Fit(field, CellText.Lines(Cell(field)), longest, false);

    public DateTime? Instant(ImportField field, bool isRequired = false) =>
        Read(field, isRequired, "ImportInstantUnreadable", (string text, out DateTime utc) => InstantText.TryParse(text, _time, out utc));

    public DateOnly? Day(ImportField field) =>
        Read(field, false, "ImportInstantUnreadable", (string text, out DateOnly day) => InstantText.TryParseDay(text, _time, out day));

    public Money? Amount(ImportField field) => Read<Money>(field, false, "ImportAmountUnreadable", MoneyText.TryParse);

    public int? Number(ImportField field, int from, int to) => Read(field, false, "ImportNumberUnreadable",
        (string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= from && number <= to);

    public T? Word<T>(ImportField field, Reader<T> words, bool isRequired = false) where T : struct =>
        Read(field, isRequired, "ImportWordUnknown", words);

    public void Refuse(string code, ImportField field, params object?[] args) =>
        _refusals.Add(new Refusal(code, [_map.NameOf(field), .. args]));

    private string Cell(ImportField field) => _row[_map[field]];

    private T? Read<T>(ImportField field, bool isRequired, string refusal, Reader<T> read) where T : struct
    {
        if (Text(field, 200, isRequired) is not { } text)
        {
            return null;
        }

        if (read(text, out var value))
        {
            return value;
        }

        Refuse(refusal, field, text);
        return null;
    }

    private string? Fit(ImportField field, string? text, int longest, bool isRequired)
    {
        if (text is null)
        {
            if (isRequired && _row.Fault is null)
            {
                Refuse("ImportCellEmpty", field);
            }

            return null;
        }

        if (CellText.Unfit(text) is { } rune)
        {
            Refuse("ImportCellUnfit", field, $"U+{rune.Value:X4}");
            return null;
        }

        if (text.Length > longest)
        {
            Refuse("ImportTextTooLong", field, text.Length, longest);
            return null;
        }

        return text;
    }
}

internal delegate bool Reader<T>(string text, out T value);
