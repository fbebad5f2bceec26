using System.Globalization;
using System.Text;

namespace SiCrm.Infrastructure.Customers.Contacts;

/// <summary>The value of a line as text: QUOTED-PRINTABLE undone, in the encoding that it names or else the file's.</summary>
internal static class VCardText
{
    static VCardText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <exception cref="DecoderFallbackException">The bytes are no text in that encoding.</exception>
    public static string Of(VCardLine line)
    {
        var bytes = line.IsQuotedPrintable ? Unquoted(line.Value) : line.Value;
        return line.Charset is { } charset ? Named(charset).GetString(bytes) : Guessed(bytes);
    }

    /// <summary>The parts between unescaped separators, unescaped.</summary>
    public static IReadOnlyList<string> Parts(string value, char separator)
    {
        var (parts, part) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\' && i + 1 < value.Length)
            {
                i++;
                part.Append(value[i] is 'n' or 'N' ? '\n' : value[i]);
            }
            else if (value[i] == separator)
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(value[i]);
            }
        }

        parts.Add(part.ToString());
        return parts;
    }

    /// <summary>The whole value, unescaped.</summary>
    public static string Whole(string value) => Parts(value, '\0')[0];

    public static DateOnly? Day(string value)
    {
        var text = value.Trim();
        text = text.Length > 10 && text[10] is 'T' ? text[..10] : text.Length > 8 && text[8] is 'T' ? text[..8] : text;
        return DateOnly.TryParseExact(text, ["yyyyMMdd", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static byte[] Unquoted(byte[] value)
    {
        var bytes = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '=' && i + 2 < value.Length && char.IsAsciiHexDigit((char)value[i + 1]) && char.IsAsciiHexDigit((char)value[i + 2]))
            {
                bytes.Add((byte)((Convert.ToInt32(((char)value[i + 1]).ToString(), 16) * 16) + Convert.ToInt32(((char)value[i + 2]).ToString(), 16)));
                i += 2;
            }
            else
            {
                bytes.Add(value[i]);
            }
        }

        return [.. bytes];
    }

    private static string Guessed(byte[] bytes)
    {
        try
        {
            return Strict("utf-8").GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Strict("gb18030").GetString(bytes);
        }
    }

    private static Encoding Named(string charset)
    {
        try
        {
            return Strict(charset is "GB2312" or "GBK" or "GB_2312-80" ? "gb18030" : charset);
        }
        catch (ArgumentException)
        {
            throw new DecoderFallbackException();
        }
    }

    private static Encoding Strict(string name) => Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
