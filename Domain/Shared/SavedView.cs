using SiCrm.Domain.Access;

namespace SiCrm.Domain.Shared;

/// <summary>视图: a list's filters, order and columns under a name; mine, shared with everybody, or what a role begins with.</summary>
public sealed class SavedView
{
    public const int NameLength = 60;
    public const int QueryLength = 2000;

    /// <param name="list">Which list, for example <c>leads</c>.</param>
    /// <param name="query">The list's address after the question mark.</param>
    /// <param name="defaultFor">The role whose people begin with it; such a view is shared.</param>
    public SavedView(string list, string name, string query, long ownerId, bool isShared, Role? defaultFor)
    {
        (List, Name, Query, OwnerId) = (list, PlainText.Line(name) ?? throw new RuleBroken(new Refusal("ViewNeedsName")), query, ownerId);
        (IsShared, DefaultFor) = (isShared || defaultFor is not null, defaultFor);
    }

    private SavedView()
    {
        List = Name = Query = null!;
    }

    public long Id { get; private set; }

    public string List { get; private set; }

    public string Name { get; private set; }

    public string Query { get; private set; }

    public long OwnerId { get; private set; }

    public bool IsShared { get; private set; }

    public Role? DefaultFor { get; private set; }

    /// <summary>Another view becomes what the role begins with.</summary>
    public void StepDown() => DefaultFor = null;
}
