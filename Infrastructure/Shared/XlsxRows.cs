using System.Buffers;
using System.Globalization;
using System.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

/// <summary>
/// The rows of a sheet, put down as the bytes of the file: a text made of each of millions of cells on the way cost more than reading them.
/// Texts are typed as texts, so that none of them is a formula.
/// </summary>
internal sealed class XlsxRows(IBufferWriter<byte> sheet)
{
    private const int MaxRows = 1_048_576;
    private const int MaxText = 32_767;
    private const int LongestNumber = 40;

    private static readonly int DayZero = new DateOnly(1899, 12, 30).DayNumber;
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. "<>&\"", .. Enumerable.Range(0, ' ').Select(c => (char)c).Except(['\t', '\n'])]);

    private readonly StringBuilder _escaped = new();
    private readonly List<byte[]> _columns = [];
    private byte[] _row = new byte[4_096];
    private int _length;
    private int _number;

    private enum Style
    {
        Plain,
        Header,
        Day,
        Instant,
        Amount,
        Share,
    }

    public void AddHeader(IReadOnlyList<string> columns) => Add(columns, Style.Header);

    /// <returns>How many bytes the row takes.</returns>
    public int Add(IReadOnlyList<object?> cells) => Add(cells, Style.Plain);

    private int Add(IReadOnlyList<object?> cells, Style style)
    {
        if (++_number > MaxRows)
        {
            throw new InvalidOperationException($"A sheet holds no more than {MaxRows} rows.");
        }

        _length = 0;
        Put("<row r=\""u8);
        Put(_number);
        Put("\">"u8);
        for (var i = 0; i < cells.Count; i++)
        {
            Add(i, cells[i], style);
        }

        Put("</row>"u8);
        sheet.Write(_row.AsSpan(0, _length));
        return _length;
    }

    private void Add(int column, object? cell, Style style)
    {
        switch (cell)
        {
            case null or ShareOf { Value: null }:
                break;
            case string text:
                Text(column, style, text);
                break;
            case Money money:
                Begin(column, Style.Amount, "><v>"u8);
                Put(money);
                Put("</v></c>"u8);
                break;
            case ShareOf { Rounded: { } share }:
                Number(column, Style.Share, share);
                break;
            case DateOnly day:
                Number(column, Style.Day, day.DayNumber - DayZero);
                break;
            case DateTime at:
                Number(column, Style.Instant, at.ToOADate());
                break;
            case byte or short or int or long or decimal:
                Number(column, style, (IUtf8SpanFormattable)cell);
                break;
            default:
                Text(column, style, cell.ToString() ?? "");
                break;
        }
    }

    private void Number<T>(int column, Style style, T number) where T : IUtf8SpanFormattable
    {
        Begin(column, style, "><v>"u8);
        Put(number);
        Put("</v></c>"u8);
    }

    private void Text(int column, Style style, string text)
    {
        // What every cell says anyway is left out: a tenth of the file's millions of cells, and of the time to pack them.
        var isPadded = text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]));
        Begin(column, style, isPadded ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8 : " t=\"inlineStr\"><is><t>"u8);
        Put(text);
        Put("</t></is></c>"u8);
    }

    private void Begin(int column, Style style, ReadOnlySpan<byte> rest)
    {
        Put("<c r=\""u8);
        Put(Column(column));
        Put(_number);
        Put("\""u8);
        if (style != Style.Plain)
        {
            Put(" s=\""u8);
            Put([(byte)('0' + style)]);
            Put("\""u8);
        }

        Put(rest);
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    private void Put<T>(T number) where T : IUtf8SpanFormattable
    {
        number.TryFormat(Room(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
    }

    /// <summary>As <see cref="Money.ToString"/> writes it.</summary>
    private void Put(Money money)
    {
        var (whole, rest) = long.DivRem(money.Minor, 100);
        Put(money.Minor < 0 ? "-"u8 : []);
        Put(ulong.CreateTruncating(long.Abs(whole)));
        Put([(byte)'.', (byte)('0' + (long.Abs(rest) / 10)), (byte)('0' + (long.Abs(rest) % 10))]);
    }

    private void Put(string text)
    {
        var shown = text.AsSpan(0, Math.Min(text.Length, MaxText));
        if (shown.ContainsAny(Escaped) || shown.ContainsAnyInRange('\ud800', '\udfff') || shown.ContainsAnyInRange('\ufffe', '\uffff'))
        {
            XlsxParts.AppendText(_escaped.Clear(), shown.ToString());
            shown = _escaped.ToString();
        }

        _length += XlsxParts.Encoding.GetBytes(shown, Room(XlsxParts.Encoding.GetMaxByteCount(shown.Length)));
    }

    private Span<byte> Room(int bytes)
    {
        if (_row.Length - _length < bytes)
        {
            Array.Resize(ref _row, Math.Max(_row.Length * 2, _length + bytes));
        }

        return _row.AsSpan(_length);
    }

    private byte[] Column(int index)
    {
        for (var next = _columns.Count; next <= index; next++)
        {
            _columns.Add(XlsxParts.Encoding.GetBytes(Letters(next)));
        }

        return _columns[index];
    }

    private static string Letters(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : Letters((index / 26) - 1) + (char)('A' + (index % 26));
}
