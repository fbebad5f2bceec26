using System.Text.Json.Nodes;
using SiCrm.Tests.Architecture;

namespace SiCrm.Tests.Libs;

public record LibraryEntry(string Name, string Version, string Folder, IReadOnlyList<string> Files);

public record LockedLibrary(string Name, string Version, string Licence, IReadOnlyDictionary<string, string> Files);

/// <summary>What <c>libman.json</c> asks for and what the lock says was restored.</summary>
public static class LibraryManifest
{
    public const string Folder = "wwwroot-libs";

    public static IReadOnlyList<LibraryEntry> Wanted() =>
        [.. Libraries("libman.json").Select(library =>
        {
            var name = (string)library["library"]!;
            var at = name.LastIndexOf('@');
            var destination = (string)library["destination"]!;
            var files = library["files"]!.AsArray().Select(file => $"{destination}/{file}");
            return new LibraryEntry(name[..at], name[(at + 1)..], destination, [.. files]);
        })];

    public static IReadOnlyList<LockedLibrary> Locked() =>
        [.. Libraries("libs.lock.json").Select(library => new LockedLibrary(
            (string)library["name"]!,
            (string)library["version"]!,
            (string)library["licence"]!,
            library["files"]!.AsObject().ToDictionary(file => file.Key, file => (string)file.Value!)))];

    static IEnumerable<JsonNode> Libraries(string file) =>
        JsonNode.Parse(SourceTree.Read($"{Folder}/{file}"))!["libraries"]!.AsArray().Select(library => library!);
}
