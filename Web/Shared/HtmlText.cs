using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;

namespace SiCrm.Web.Shared;

/// <summary>
/// Writes markup straight into the answer, for tables with hundreds of cells: a tag helper for each costs more than reading the
/// rows does (see the decisions). Markup is constant, values are encoded.
/// </summary>
public readonly struct HtmlText(TextWriter writer, HtmlEncoder encoder)
{
    public HtmlText Markup([ConstantExpected] string markup)
    {
        writer.Write(markup);
        return this;
    }

    public HtmlText Text(string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            encoder.Encode(writer, value);
        }

        return this;
    }

    public HtmlText Number(long value)
    {
        Span<char> digits = stackalloc char[20];
        value.TryFormat(digits, out var count, default, CultureInfo.InvariantCulture);
        writer.Write(digits[..count]);
        return this;
    }

    /// <summary>A name of unknown direction among the page's own words.</summary>
    public HtmlText Name(string? value) => Markup("<bdi>").Text(value).Markup("</bdi>");
}
