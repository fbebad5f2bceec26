using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Shared.Lists;

/// <summary>Which way a list runs, where the address says it.</summary>
public enum ListDirection
{
    Asc,
    Desc,
}

/// <summary>One page of a list with what every list has around it: views, the ways to the other pages, orders.</summary>
public abstract record ListPage<TRow>(
    KeysetPage<TRow> Page, OrganisationFacts Names, IReadOnlyList<SavedView> Views, PageAddress Address, Viewer Viewer)
{
    /// <summary>What belongs to one page of a list only, and to no link that leads elsewhere.</summary>
    private static readonly string[] Place = ["after", "before"];

    /// <summary>The saved view that the list began with.</summary>
    protected abstract long? ViewId { get; }

    public SavedView? View => Views.FirstOrDefault(view => view.Id == ViewId);

    public PageAddress Start => Address.Without(Place);

    public string? First => Page.Previous is null ? null : Start.ToString();

    public string? Previous => Page.Previous is { } cursor ? Start.With("before", cursor).ToString() : null;

    public string? Next => Page.Next is { } cursor ? Start.With("after", cursor).ToString() : null;

    /// <summary>From another page back to this list.</summary>
    public string Back => Uri.EscapeDataString(Address.ToString());

    /// <param name="list">The list's address.</param>
    /// <param name="all">The address that shows everything.</param>
    /// <param name="allWords">What it is called.</param>
    public ViewMenu Menu(string list, string all, string allWords) => new(list, all, allWords, Views, View, Start, View?.OwnerId == Viewer.PersonId);

    /// <summary>The address of this list in the order; the other way round when it is already.</summary>
    protected string Sorted(Enum order, bool isCurrent, bool isDescending, bool isDescendingAtFirst)
    {
        var descending = isCurrent ? !isDescending : isDescendingAtFirst;
        return Start.With("sort", order).With("dir", descending == isDescendingAtFirst ? null : descending ? "desc" : "asc").ToString();
    }
}

/// <summary>The menu of a list's saved views.</summary>
/// <param name="View">The one that the list began with.</param>
/// <param name="IsOwn">The viewer made it, and may take it away.</param>
public sealed record ViewMenu(string List, string All, string AllWords, IReadOnlyList<SavedView> Views, SavedView? View, PageAddress Start, bool IsOwn);
