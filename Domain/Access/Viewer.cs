using SiCrm.Domain.Access.Covers;

namespace SiCrm.Domain.Access;

/// <summary>The person who looks: what every query is scoped by.</summary>
/// <param name="PersonId">Null for the program itself (command line, jobs), which sees everything.</param>
public sealed record Viewer(
    long? PersonId, string Name, IReadOnlyList<Role> Roles, long? TeamId, long? RegionId, AccessMatrix Matrix)
{
    /// <summary>The program itself: jobs and the command line, which run by the machine's owner.</summary>
    public static readonly Viewer Program = new(null, "SiCrm", [Role.Administrator], null, null, AccessMatrix.Everything);

    /// <summary>Whether anything is shared with him at all, or comes to him by the work on it; who has none pays nothing for those who have.</summary>
    public bool HasShares { get; init; }

    /// <summary>For whom he stands in today: what they own is his work too.</summary>
    public IReadOnlyList<Covering> Covered { get; init; } = [];

    /// <summary>The day on which he looks: shares have a first and a last one.</summary>
    public DateOnly Today { get; init; }

    public Scope ScopeOf(RecordType type, AccessAction action) => Matrix.ScopeOf(Roles, type, action);

    public Reach ReachOf(RecordType type, AccessAction action) => Reach.Of(ScopeOf(type, action), PersonId, TeamId, RegionId);

    public bool May(RecordType type, AccessAction action) => ScopeOf(type, action) != Scope.None;

    public bool Sees(SensitiveField field) => Matrix.Sees(Roles, field);

    /// <summary>The same person, who reads no more of the type than he may take away in files.</summary>
    public Viewer ToExport(RecordType type) => this with
    {
        Matrix = Matrix.With(Roles.Select(role => new AccessEdit(role, AccessRight.Of(type, AccessAction.Read),
            (Scope)Math.Min((int)Matrix.ScopeOf(role, type, AccessAction.Read), (int)Matrix.ScopeOf(role, type, AccessAction.Export))))),
    };

    /// <summary>Himself and for whom he stands in: what is somebody's work by name, not by owning it, is his as well.</summary>
    public IReadOnlyList<long?> Seats => [PersonId, .. Covered.Select(covering => covering.AwayId)];

    public bool CoversFor(long? personId) => Covered.Count > 0 && Covered.Any(covering => covering.AwayId == personId);

    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>To whom a contract is handed over once it is accepted.</summary>
    public bool Serves => Is(Role.ServiceManager) || Is(Role.ServiceEngineer);
}
