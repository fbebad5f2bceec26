using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SiCrm.Tests.Architecture;

namespace SiCrm.Tests.Libs;

public partial class LibrarySpecs
{
    const int MegaByte = 1024 * 1024;

    [Fact]
    public void Every_version_is_exact() =>
        Assert.All(LibraryManifest.Wanted(), library => Assert.Matches(@"^\d+\.\d+\.\d+$", library.Version));

    [Fact]
    public void Every_file_named_in_the_manifest_is_there() =>
        Assert.All(LibraryManifest.Wanted().SelectMany(library => library.Files), file =>
            Assert.True(File.Exists(OnDisk(file)), file));

    [Fact]
    public void A_file_that_states_a_version_states_that_of_the_manifest()
    {
        var stated = LibraryManifest.Wanted()
            .SelectMany(library => library.Files.Select(file => (library, file, version: StatedVersion(file))))
            .Where(found => found.version is not null)
            .ToList();

        Assert.All(stated, found => Assert.Equal((found.file, found.library.Version), (found.file, found.version)));
        var checkedLibraries = stated.Select(found => found.library.Name).Distinct();
        Assert.Equal(["@tabler/core", "chart.js", "htmx.org", "sortablejs", "tom-select"], checkedLibraries.Order());
    }

    [Fact]
    public void The_lock_holds_the_libraries_and_versions_of_the_manifest() =>
        Assert.Equal(
            LibraryManifest.Wanted().Select(library => (library.Name, library.Version)),
            LibraryManifest.Locked().Select(library => (library.Name, library.Version)));

    [Fact]
    public void The_lock_holds_every_file_that_is_served_and_no_other()
    {
        var locked = LibraryManifest.Locked().SelectMany(library => library.Files.Keys);
        var served = SourceTree.Files($"{LibraryManifest.Folder}/wwwroot")
            .Select(file => file[(LibraryManifest.Folder.Length + 1)..]);

        Assert.Equal(served.Order(), locked.Order());
    }

    [Fact]
    public void Every_file_has_the_content_that_was_locked() =>
        Assert.All(LibraryManifest.Locked().SelectMany(library => library.Files), file =>
            Assert.Equal(file.Value, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(OnDisk(file.Key))))));

    [Fact]
    public void Every_library_brings_its_licence()
    {
        string[] known = ["MIT", "0BSD", "Apache-2.0"];

        Assert.All(LibraryManifest.Locked(), library =>
        {
            Assert.Contains(library.Licence, known);
            Assert.Contains(library.Files.Keys, file => Path.GetFileNameWithoutExtension(file) == "LICENSE");
        });
    }

    [Fact]
    public void The_sprite_holds_the_icons_of_the_list_in_its_order()
    {
        var sprite = XDocument.Load(OnDisk("wwwroot/icons/tabler-icons.svg"));
        var symbols = sprite.Root!.Elements().Select(symbol => symbol.Attribute("id")!.Value);

        Assert.Equal(File.ReadAllLines(OnDisk("icons.txt")), symbols);
        Assert.All(sprite.Root!.Elements(), symbol => Assert.NotEmpty(symbol.Elements()));
    }

    [Fact]
    public void Nothing_is_fetched_from_another_host()
    {
        var styles = SourceTree.Files($"{LibraryManifest.Folder}/wwwroot", "*.css").Select(SourceTree.Read);

        Assert.All(styles, style => Assert.DoesNotMatch(ForeignAddress(), style));
    }

    [Fact]
    public void All_libraries_together_stay_small()
    {
        var files = SourceTree.Files($"{LibraryManifest.Folder}/wwwroot").ToList();

        Assert.True(files.Sum(file => new FileInfo(SourceTree.Path(file)).Length) < 3 * MegaByte);
        Assert.DoesNotContain(files, file => file.EndsWith(".map", StringComparison.Ordinal));
    }

    static string OnDisk(string file) => SourceTree.Path($"{LibraryManifest.Folder}/{file}");

    /// <summary>The version in the banner of the file, or in a member named version where it has no banner.</summary>
    static string? StatedVersion(string file)
    {
        var text = File.ReadAllText(OnDisk(file));
        var banner = Banner().Match(text[..Math.Min(text.Length, 300)]);
        var stated = banner.Success ? banner : VersionMember().Match(text);
        return stated.Success ? stated.Groups[1].Value : null;
    }

    [GeneratedRegex(@"^(?:@charset ""UTF-8"";)?\s*/\*.*?\bv?(\d+\.\d+\.\d+)\b", RegexOptions.Singleline, 1000)]
    private static partial Regex Banner();

    [GeneratedRegex(@"\bversion:""(\d+\.\d+\.\d+)""", RegexOptions.None, 1000)]
    private static partial Regex VersionMember();

    [GeneratedRegex(@"@import|url\(\s*[""']?(?:https?:)?//", RegexOptions.None, 1000)]
    private static partial Regex ForeignAddress();
}
