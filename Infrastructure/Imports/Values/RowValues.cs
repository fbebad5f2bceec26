using System.Globalization;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Imports.Values;

/// <summary>The values of one row by field; whatever can't be read is collected, so that a person sees all that is wrong with the row at once.</summary>
internal sealed class RowValues
{
    private readonly ColumnMap _map;
    private readonly CompanyFacts _company;
    private readonly TableRow _row;
    private readonly List<Refusal> _refusals = [];

    public RowValues(TableRow row, ColumnMap map, CompanyFacts company)
    {
        (_row, _map, _company) = (row, map, company);
        if (row.Fault is not null)
        {
            _refusals.Add(row.Fault);
        }
    }

    public IReadOnlyList<Refusal> Refusals => _refusals;

    public bool IsSound => _refusals.Count == 0;

    public string? Text(ImportField field, int longest, bool isRequired = false) => Fit(field, PlainText.Line, longest, isRequired);

    public string? Lines(ImportField field, int longest) => Fit(field, PlainText.Lines, longest, false);

    public DateTime? Instant(ImportField field, bool isRequired = false) =>
        Read(field, isRequired, "ImportInstantUnreadable", (string text, out DateTime utc) => InstantText.TryParse(text, _company.Time, out utc));

    public DateOnly? Day(ImportField field) =>
        Read(field, false, "ImportInstantUnreadable", (string text, out DateOnly day) => InstantText.TryParseDay(text, _company.Time, out day));

    public Money? Amount(ImportField field) => Read(field, false,
        text => MoneyText.FaultOf(text, _company.Settings.Currency) == MoneyFault.TooFine ? "ImportAmountTooFine" : "ImportAmountUnreadable",
        (string text, out Money money) => MoneyText.TryParse(text, out money, _company.Settings.Currency));

    public int? Number(ImportField field, int from, int to) => Read(field, false, "ImportNumberUnreadable",
        (string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= from && number <= to);

    public T? Word<T>(ImportField field, Reader<T> words, bool isRequired = false) where T : struct =>
        Read(field, isRequired, "ImportWordUnknown", words);

    public string? Mail(ImportField field, int longest)
    {
        var mail = Text(field, longest);
        var at = mail?.IndexOf('@', StringComparison.Ordinal);
        if (mail is null || (at > 0 && at == mail.LastIndexOf('@') && at < mail.Length - 1 && !mail.Contains(' ', StringComparison.Ordinal)))
        {
            return mail;
        }

        Refuse("ImportMailUnreadable", field, mail);
        return null;
    }

    public void Refuse(string code, ImportField field, params object?[] args) =>
        _refusals.Add(new Refusal(code, [_map.NameOf(field), .. args]));

    private string Cell(ImportField field) => _row[_map[field]];

    private T? Read<T>(ImportField field, bool isRequired, string refusal, Reader<T> read) where T : struct => Read(field, isRequired, _ => refusal, read);

    private T? Read<T>(ImportField field, bool isRequired, Func<string, string> refusal, Reader<T> read) where T : struct
    {
        if (Text(field, 200, isRequired) is not { } text)
        {
            return null;
        }

        if (read(text, out var value))
        {
            return value;
        }

        Refuse(refusal(text), field, text);
        return null;
    }

    private string? Fit(ImportField field, Func<string?, string?> clean, int longest, bool isRequired)
    {
        var cell = Cell(field);
        if (CellText.Unfit(cell) is { } rune)
        {
            Refuse("ImportCellUnfit", field, $"U+{rune.Value:X4}");
            return null;
        }

        var text = CellText.IsNothing(cell) ? null : clean(cell);
        if (text is null && isRequired && _row.Fault is null)
        {
            Refuse("ImportCellEmpty", field);
        }

        if (text?.Length > longest)
        {
            Refuse("ImportTextTooLong", field, text.Length, longest);
            return null;
        }

        return text;
    }
}

internal delegate bool Reader<T>(string text, out T value);
