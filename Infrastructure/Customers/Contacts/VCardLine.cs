using System.Text;

namespace SiCrm.Infrastructure.Customers.Contacts;

/// <summary>One property of a card: <c>group.NAME;PARAM=x:value</c>, its value still in the bytes of the file.</summary>
internal sealed class VCardLine
{
    private VCardLine(string name, IReadOnlyList<(string Name, string Value)> parameters, byte[] value)
    {
        (Name, Parameters, Value) = (name, parameters, value);
    }

    public string Name { get; }

    public IReadOnlyList<(string Name, string Value)> Parameters { get; }

    public byte[] Value { get; }

    public bool IsQuotedPrintable => Has("ENCODING", "QUOTED-PRINTABLE") || Has("", "QUOTED-PRINTABLE");

    public string? Charset => Parameters.Where(one => one.Name == "CHARSET").Select(one => one.Value).FirstOrDefault();

    /// <summary>Old cards write <c>TEL;CELL</c>, newer ones <c>TEL;TYPE=cell,voice</c>.</summary>
    public bool Is(string type) => Has("TYPE", type) || Has("", type);

    /// <summary>Null for what is no property.</summary>
    public static VCardLine? Parse(ReadOnlySpan<byte> line)
    {
        var colon = ColonOf(line);
        if (colon <= 0)
        {
            return null;
        }

        var head = Encoding.Latin1.GetString(line[..colon]).Split(';');
        var name = head[0][(head[0].LastIndexOf('.') + 1)..].Trim().ToUpperInvariant();
        return new(name, [.. head.Skip(1).Take(20).Select(Parameter)], line[(colon + 1)..].ToArray());
    }

    /// <summary>A quoted parameter may hold a colon.</summary>
    private static int ColonOf(ReadOnlySpan<byte> line)
    {
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            isQuoted ^= line[i] == '"';
            if (line[i] == ':' && !isQuoted)
            {
                return i;
            }
        }

        return -1;
    }

    private static (string Name, string Value) Parameter(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? ("", text.Trim().ToUpperInvariant())
            : (text[..equals].Trim().ToUpperInvariant(), text[(equals + 1)..].Trim().Trim('"').ToUpperInvariant());
    }

    private bool Has(string name, string value) => Parameters.Any(one => one.Name == name && one.Value.Split(',').Any(part => part.Trim('"', ' ') == value));
}
