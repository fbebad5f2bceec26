using System.Text;
using System.Xml.Linq;

namespace SiCrm.Scripts;

/// <summary>One SVG file with a symbol for each icon in <c>icons.txt</c>: <c>tabler-icons.svg#name</c>.</summary>
public static class IconSprite
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static string Build(IEnumerable<string> names, string licence, Func<string, string> read)
    {
        var sprite = new StringBuilder($"<!-- {licence} -->\n<svg xmlns=\"{Svg}\">\n");
        foreach (var name in names)
            sprite.Append(Symbol(name, XElement.Parse(read(name)))).Append('\n');
        return sprite.Append("</svg>\n").ToString();
    }

    static string Symbol(string name, XElement icon)
    {
        // The first path is an empty box that only editors need.
        var shapes = icon.Elements().Where(e => e.Attribute("d")?.Value != "M0 0h24v24H0z").Select(Plain);
        var symbol = new XElement("symbol",
            new XAttribute("id", name),
            icon.Attributes().Where(a => a.Name.LocalName is "viewBox" or "fill" or "stroke" or "stroke-width"
                or "stroke-linecap" or "stroke-linejoin"),
            shapes);
        return symbol.ToString(SaveOptions.DisableFormatting);
    }

    static XElement Plain(XElement shape) =>
        new(shape.Name.LocalName, shape.Attributes(), shape.Elements().Select(Plain));
}
