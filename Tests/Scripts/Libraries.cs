using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SiCrm.Scripts;

/// <summary>
/// Restores what <c>wwwroot-libs/libman.json</c> names from the npm registry, builds the icon sprite, and rewrites the
/// lock. A maintainer's step on a connected machine with npm; a build never needs it.
/// </summary>
public static class Libraries
{
    const string Icons = "@tabler/icons";
    static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static int Restore(string folder)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "libman.json")))!;
        var locks = manifest["libraries"]!.AsArray().Select(library => Restore(folder, library!)).ToArray<JsonNode>();
        File.WriteAllText(
            Path.Combine(folder, "libs.lock.json"),
            new JsonObject { ["libraries"] = new JsonArray(locks) }.ToJsonString(Readable) + "\n");
        Console.WriteLine($"{locks.Length} libraries restored");
        return 0;
    }

    static JsonObject Restore(string folder, JsonNode library)
    {
        var (name, version) = Split((string)library["library"]!);
        var destination = (string)library["destination"]!;
        var package = Download(name, version);
        foreach (var file in library["files"]!.AsArray())
            Write(Path.Combine(folder, destination, (string)file!), package[(string)file!]);
        if (name == Icons) WriteSprite(folder, Path.Combine(folder, destination), version, package);
        return new JsonObject
        {
            ["name"] = name,
            ["version"] = version,
            ["licence"] = (string)JsonNode.Parse(package["package.json"])!["license"]!,
            ["files"] = Hashes(folder, destination),
        };
    }

    static (string Name, string Version) Split(string library)
    {
        var at = library.LastIndexOf('@');
        return (library[..at], library[(at + 1)..]);
    }

    static void WriteSprite(string folder, string destination, string version, Dictionary<string, byte[]> package)
    {
        var names = File.ReadAllLines(Path.Combine(folder, "icons.txt"));
        var sprite = IconSprite.Build(
            names,
            $"Tabler Icons v{version}, MIT, see LICENSE",
            name => Encoding.UTF8.GetString(package[$"icons/outline/{name}.svg"]));
        Write(Path.Combine(destination, "tabler-icons.svg"), Encoding.UTF8.GetBytes(sprite));
    }

    static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    static JsonObject Hashes(string folder, string destination)
    {
        var hashes = new JsonObject();
        var files = Directory.EnumerateFiles(Path.Combine(folder, destination), "*", SearchOption.AllDirectories);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            hashes[path] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return hashes;
    }

    static Dictionary<string, byte[]> Download(string name, string version)
    {
        var folder = Directory.CreateTempSubdirectory("sicrm-libs-").FullName;
        try
        {
            Npm("pack", $"{name}@{version}", "--silent", "--pack-destination", folder);
            using var packed = File.OpenRead(Directory.GetFiles(folder, "*.tgz").Single());
            return Unpack(new GZipStream(packed, CompressionMode.Decompress));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static Dictionary<string, byte[]> Unpack(Stream packed)
    {
        var files = new Dictionary<string, byte[]>();
        using var tar = new TarReader(packed);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null) continue;
            using var content = new MemoryStream();
            entry.DataStream.CopyTo(content);
            files[entry.Name[(entry.Name.IndexOf('/') + 1)..]] = content.ToArray();
        }
        return files;
    }

    static void Npm(params string[] arguments)
    {
        var start = new ProcessStartInfo("npm", arguments) { RedirectStandardOutput = true };
        using var npm = Process.Start(start) ?? throw new InvalidOperationException("npm did not start");
        npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode == 0) return;
        throw new InvalidOperationException($"npm {string.Join(' ', arguments)}: exit {npm.ExitCode}");
    }
}
