using System.Xml.Linq;

namespace SiCrm.Tests.Architecture;

/// <summary>A pair of resource files: the English texts and the Chinese ones beside them.</summary>
public record Resources(string File, IReadOnlyList<Text> English, IReadOnlyList<Text> Chinese)
{
    public static IReadOnlyList<Resources> All() =>
        [.. SourceTree.Files("Web", "*.resx")
            .Where(file => !file.EndsWith(".zh-CN.resx", StringComparison.Ordinal))
            .Select(file => new Resources(file, Read(file), Read(Path.ChangeExtension(file, ".zh-CN.resx"))))];

    public static IEnumerable<string> ChineseFiles() => SourceTree.Files("Web", "*.zh-CN.resx");

    /// <summary>Texts with the same key in both languages.</summary>
    public IEnumerable<(string Key, string English, string Chinese)> Pairs() =>
        from english in English
        join chinese in Chinese on english.Key equals chinese.Key
        select (english.Key, english.Value, chinese.Value);

    static List<Text> Read(string file) =>
        System.IO.File.Exists(SourceTree.Path(file))
            ? [.. XDocument.Parse(SourceTree.Read(file)).Root!.Elements("data").Select(data =>
                new Text(data.Attribute("name")!.Value, data.Element("value")!.Value))]
            : [];
}

public record Text(string Key, string Value);
