namespace SiCrm.Domain.Access;

/// <summary>大区: contains teams; leads belong to one by where they come from.</summary>
public sealed class Region
{
    public Region(string name)
    {
        Name = name;
    }

    public long Id { get; private set; }

    public string Name { get; private set; }
}
