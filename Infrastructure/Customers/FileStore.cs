using System.Security.Cryptography;

namespace SiCrm.Infrastructure.Customers;

/// <summary>Keeps the bytes of files in a folder outside the web root, under names that the program makes and nobody chooses.</summary>
public sealed class FileStore(string folder)
{
    /// <summary>128 bits, so that no two meet.</summary>
    private const int NameBytes = 16;

    private readonly string _folder = Path.GetFullPath(folder);

    public string Folder => _folder;

    /// <summary>Writes the bytes through to the disk.</summary>
    /// <returns>The name that they are kept under.</returns>
    public async Task<string> AddAsync(Stream bytes, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes));
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _folder);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await bytes.CopyToAsync(file, cancel);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            Remove(name);
            throw;
        }

        return name;
    }

    /// <summary>Null when the file is not there (any more).</summary>
    public Stream? Open(string name)
    {
        var path = PathOf(name);
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read) : null;
    }

    /// <summary>For bytes whose record was not saved.</summary>
    public void Remove(string name) => File.Delete(PathOf(name));

    /// <summary>By the first two signs in a folder of their own, as no file system likes a hundred thousand in one.</summary>
    private string PathOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 2 * NameBytes && name.All(char.IsAsciiHexDigitLower)
            ? Path.Combine(_folder, name[..2], name)
            : throw new ArgumentException("No name of this store.", nameof(name));
    }
}
