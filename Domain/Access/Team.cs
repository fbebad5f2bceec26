namespace SiCrm.Domain.Access;

public sealed class Team
{
    public Team(string name, long regionId)
    {
        Name = name;
        RegionId = regionId;
    }

    public long Id { get; private set; }

    public string Name { get; private set; }

    public long RegionId { get; private set; }
}
