namespace SiCrm.Domain.Imports;

/// <summary>What a person last said about files with these columns.</summary>
public sealed class RememberedMap(long personId, ImportKind kind, string headerKey)
{
    public long Id { get; private set; }

    public long PersonId { get; private set; } = personId;

    public ImportKind Kind { get; private set; } = kind;

    public string HeaderKey { get; private set; } = headerKey;

    public string Map { get; private set; } = "";

    public void Say(string map) => Map = map;
}
