namespace SiCrm.Infrastructure.Customers.Contacts;

/// <summary>
/// The lines of a card file with their folding undone: a line that begins with white space goes on the one before; a
/// QUOTED-PRINTABLE one that ends in <c>=</c> goes on in the next. A photo is passed over byte by byte and never kept.
/// </summary>
internal static class VCardLines
{
    /// <summary>No fact of a person is longer.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>Each logical line; null for one that was too long to be kept.</summary>
    public static IEnumerable<byte[]?> Of(byte[] file)
    {
        var at = StartOf(file);
        while (at < file.Length)
        {
            var (line, next) = Logical(file, at);
            at = next;
            yield return line;
        }
    }

    private static (byte[]? Line, int Next) Logical(byte[] file, int at)
    {
        var kept = new MemoryStream();
        var (from, length, next) = Physical(file, at);
        kept.Write(file, from, length);
        var isSoft = IsQuotedPrintable(file.AsSpan(from, length));
        var isCut = length > Longest;
        while (next < file.Length)
        {
            var goesOn = isSoft && kept.Length > 0 && kept.GetBuffer()[kept.Length - 1] == '=';
            var isFolded = !goesOn && file[next] is (byte)' ' or (byte)'\t';
            if (!goesOn && !isFolded)
            {
                break;
            }

            (from, length, next) = Physical(file, next);
            isCut |= kept.Length + length > Longest;
            if (isCut)
            {
                // The last byte alone says whether the next line still belongs to it.
                kept.SetLength(0);
                kept.WriteByte(length > 0 ? file[from + length - 1] : (byte)' ');
                continue;
            }

            kept.SetLength(goesOn ? kept.Length - 1 : kept.Length);
            kept.Write(file, isFolded ? from + 1 : from, isFolded ? length - 1 : length);
        }

        return (isCut ? null : kept.ToArray(), next);
    }

    private static (int From, int Length, int Next) Physical(byte[] file, int at)
    {
        var end = file.AsSpan(at).IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
        {
            return (at, file.Length - at, file.Length);
        }

        var next = at + end + 1;
        return (at, end, file[next - 1] == '\r' && next < file.Length && file[next] == '\n' ? next + 1 : next);
    }

    private static bool IsQuotedPrintable(ReadOnlySpan<byte> line)
    {
        var head = line[..Math.Min(line.Length, 200)];
        return System.Text.Encoding.Latin1.GetString(head).Split(':')[0].Contains("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase);
    }

    private static int StartOf(byte[] file) => file.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
}
