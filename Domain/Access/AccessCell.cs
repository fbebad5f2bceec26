namespace SiCrm.Domain.Access;

/// <summary>A cell of the company's own matrix; where there is none, the default holds.</summary>
public sealed class AccessCell(Role role, AccessRight right, Scope scope)
{
    public long Id { get; private set; }

    public Role Role { get; private set; } = role;

    public AccessRight Right { get; private set; } = right;

    public Scope Scope { get; private set; } = scope;

    public AccessEdit Edit => new(Role, Right, Scope);

    public void Become(Scope scope) => Scope = scope;
}
