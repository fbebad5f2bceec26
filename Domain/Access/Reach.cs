namespace SiCrm.Domain.Access;

/// <summary>A scope with whose: what it comes down to for one person. Without a region or a team the next narrower holds.</summary>
/// <param name="Id">The person, the team or the region; 0 where the scope names none.</param>
public readonly record struct Reach(Scope Scope, long Id = 0)
{
    public static Reach Of(Scope scope, long? personId, long? teamId, long? regionId) => scope switch
    {
        Scope.All or Scope.None => new(scope),
        Scope.Region when regionId is { } region => new(Scope.Region, region),
        Scope.Team or Scope.Region when teamId is { } team => new(Scope.Team, team),
        _ when personId is { } person => new(Scope.Own, person),
        _ => new(Scope.None),
    };

    /// <summary>Whether a record that belongs to these lies within.</summary>
    public bool Covers(long? ownerId, long? teamId, long? regionId) => Scope switch
    {
        Scope.All => true,
        Scope.Region => regionId == Id,
        Scope.Team => teamId == Id,
        Scope.Own => ownerId == Id,
        _ => false,
    };
}
