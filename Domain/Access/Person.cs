using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Access;

/// <summary>Somebody of the company: in one team, with one or more roles, a manager, an active span (section 2).</summary>
public sealed class Person
{
    private readonly List<PersonRole> _roles = [];

    /// <param name="name">As colleagues write it.</param>
    /// <param name="email">Unique; null for someone known from an import only.</param>
    /// <param name="activeFrom">Null: not active (yet); known from an import, owns history, can't sign in.</param>
    public Person(string name, string? email, long? teamId, long? regionId, DateOnly? activeFrom, params Role[] roles)
    {
        Name = name;
        Email = email;
        TeamId = teamId;
        RegionId = regionId;
        ActiveFrom = activeFrom;
        _roles.AddRange(roles.Distinct().Select(role => new PersonRole(role)));
    }

    private Person()
    {
        Name = null!;
    }

    public long Id { get; private set; }

    public string Name { get; private set; }

    public string? Email { get; private set; }

    public long? TeamId { get; private set; }

    /// <summary>The team's region; set alone for someone without a team.</summary>
    public long? RegionId { get; private set; }

    public long? ManagerId { get; private set; }

    public DateOnly? ActiveFrom { get; private set; }

    public DateOnly? ActiveUntil { get; private set; }

    /// <summary>How many open leads he may hold 库容; null: no limit.</summary>
    public int? LeadCapacity { get; private set; }

    /// <summary>What he knows, as weights of the assignment: industries and products by name.</summary>
    public string Knows { get; private set; } = "";

    public int Version { get; private set; }

    public IReadOnlyList<PersonRole> RoleRows => _roles;

    public IEnumerable<Role> Roles => _roles.Select(row => row.Role);

    public bool IsActive(DateOnly day) => ActiveFrom <= day && (ActiveUntil is null || day <= ActiveUntil);

    /// <exception cref="RuleBroken">He would report to himself, which a longer way round is the caller's to find.</exception>
    public void ReportTo(Person? manager)
    {
        if (manager is not null && manager.Id == Id)
        {
            throw new RuleBroken(new Refusal("ManagerIsHimself", Name));
        }

        ManagerId = manager?.Id;
        Version++;
    }

    public void Activate(DateOnly from)
    {
        ActiveFrom = from;
        ActiveUntil = null;
        Version++;
    }

    public void Limit(int? leadCapacity)
    {
        LeadCapacity = leadCapacity;
        Version++;
    }

    public void Learn(params string[] fields)
    {
        Knows = string.Join('\n', fields);
        Version++;
    }

    public void Rename(string name, string? email)
    {
        Name = name;
        Email = email;
        Version++;
    }

    public void TakeRoles(IReadOnlyCollection<Role> roles)
    {
        _roles.RemoveAll(row => !roles.Contains(row.Role));
        _roles.AddRange(roles.Except(Roles.ToList()).Select(role => new PersonRole(role)));
        Version++;
    }

    /// <exception cref="RuleBroken">He still owns open work (product text, section 2).</exception>
    public void Deactivate(DateOnly until, int openWork)
    {
        if (openWork > 0)
        {
            throw new RuleBroken(new Refusal("PersonOwnsOpenWork", Name, openWork));
        }

        ActiveUntil = until;
        Version++;
    }

    /// <summary>Changes team; the caller moves his open leads' team with <see cref="Leads.Lead.FollowOwner"/> in the same transaction.</summary>
    public void Join(Team team)
    {
        ArgumentNullException.ThrowIfNull(team);
        TeamId = team.Id;
        RegionId = team.RegionId;
        Version++;
    }

    /// <summary>In no team, perhaps in a region; his open leads follow as with <see cref="Join"/>.</summary>
    public void LeaveTeam(long? regionId)
    {
        TeamId = null;
        RegionId = regionId;
        Version++;
    }
}

/// <summary>One role of one person.</summary>
public sealed class PersonRole(Role role)
{
    public long Id { get; private set; }

    public Role Role { get; private set; } = role;
}
