using System.Text;
using System.Xml;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>A forward walk over one XML part, bounded in depth and in the length of a text; names without namespaces, of which workbooks have two sets.</summary>
internal sealed class XmlElements(XmlReader xml, int depth) : IDisposable
{
    /// <summary>Excel's own limit is 32,767 characters a cell.</summary>
    private const int LongestText = 100_000;

    private readonly StringBuilder _text = new();
    private readonly char[] _chunk = new char[4096];

    public string this[string attribute] => xml.GetAttribute(attribute) ?? "";

    /// <summary>The <c>r:id</c> attribute, whichever of the two namespaces it is in.</summary>
    public string? RelationId
    {
        get
        {
            while (xml.MoveToNextAttribute())
            {
                if (xml.LocalName == "id" && xml.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal))
                {
                    return xml.Value;
                }
            }

            return null;
        }
    }

    public bool Read()
    {
        try
        {
            return xml.Read() && (xml.Depth <= depth ? true : throw new RuleBroken(new Refusal("ImportWorkbookTooDeep", depth)));
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or IOException)
        {
            throw XlsxArchive.Broken();
        }
    }

    public bool Starts(string name) => xml.NodeType == XmlNodeType.Element && xml.LocalName == name;

    /// <summary>Walks what is inside the element that just started; the caller looks at each node.</summary>
    public IEnumerable<bool> Inside()
    {
        if (xml.IsEmptyElement)
        {
            yield break;
        }

        var outer = xml.Depth;
        while (Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == outer))
        {
            yield return true;
        }
    }

    /// <summary>The text inside the element that just started, of its runs too, but not its phonetic reading.</summary>
    public string Text()
    {
        _text.Clear();
        var phonetic = 0;
        foreach (var _ in Inside())
        {
            if (Starts("rPh") && !xml.IsEmptyElement)
            {
                phonetic = xml.Depth;
            }
            else if (xml.NodeType == XmlNodeType.EndElement && xml.Depth == phonetic)
            {
                phonetic = 0;
            }
            else if (phonetic == 0 && IsText())
            {
                Append();
            }
        }

        return Unescaped(_text.ToString());
    }

    public void Dispose() => xml.Dispose();

    private bool IsText() => xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace
        or XmlNodeType.Whitespace;

    private void Append()
    {
        try
        {
            for (int read; (read = xml.ReadValueChunk(_chunk, 0, _chunk.Length)) > 0;)
            {
                _text.Append(_chunk, 0, read);
                if (_text.Length > LongestText)
                {
                    throw new RuleBroken(new Refusal("ImportCellTooLong", LongestText));
                }
            }
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or IOException)
        {
            throw XlsxArchive.Broken();
        }
    }

    /// <summary>Workbooks write characters that XML can't hold as <c>_x000D_</c>.</summary>
    private static string Unescaped(string text)
    {
        for (var at = text.IndexOf("_x", StringComparison.Ordinal); at >= 0 && at + 6 < text.Length;
             at = text.IndexOf("_x", at + 1, StringComparison.Ordinal))
        {
            if (text[at + 6] == '_' && ushort.TryParse(text.AsSpan(at + 2, 4), System.Globalization.NumberStyles.HexNumber,
                    System.Globalization.CultureInfo.InvariantCulture, out var code))
            {
                text = string.Concat(text.AsSpan(0, at), ((char)code).ToString(), text.AsSpan(at + 7));
            }
        }

        return text;
    }
}
