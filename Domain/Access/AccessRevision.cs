using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Access;

/// <summary>One change of the matrix, of one cell or several: who, when, from, to. Never changed; what it did is undone by another one.</summary>
public sealed class AccessRevision
{
    private readonly List<AccessChange> _changes = [];

    /// <param name="number">One more than the last; who saves the same number second, loses.</param>
    /// <param name="undoes">The revision whose cells it sets back.</param>
    /// <exception cref="RuleBroken">Nothing is changed.</exception>
    public AccessRevision(int number, AccessMatrix matrix, IEnumerable<AccessEdit> edits, Stamp stamp, int? undoes = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        (Id, ActorId, At, UndoesId) = (number, stamp.ActorId, stamp.At, undoes);
        _changes.AddRange(edits.Where(edit => matrix.ScopeOf(edit.Role, edit.Right) != edit.Scope)
            .Select(edit => new AccessChange(edit.Role, edit.Right, matrix.ScopeOf(edit.Role, edit.Right), edit.Scope)));
        (_changes.Count == 0 ? new Refusal("NothingChanged") : null).ThrowIfRefused();
    }

    private AccessRevision()
    {
    }

    public int Id { get; private set; }

    public long? ActorId { get; private set; }

    public DateTime At { get; private set; }

    public int? UndoesId { get; private set; }

    public IReadOnlyList<AccessChange> Changes => _changes;

    /// <summary>The cells as they were before.</summary>
    public IEnumerable<AccessEdit> Reverse => _changes.Select(change => new AccessEdit(change.Role, change.Right, change.Before));
}

/// <summary>One cell before and after.</summary>
public sealed class AccessChange(Role role, AccessRight right, Scope before, Scope after)
{
    public long Id { get; private set; }

    public int RevisionId { get; private set; }

    public Role Role { get; private set; } = role;

    public AccessRight Right { get; private set; } = right;

    public Scope Before { get; private set; } = before;

    public Scope After { get; private set; } = after;
}
