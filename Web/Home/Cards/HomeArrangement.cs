using System.Security.Claims;
using SiCrm.Domain.Access;
using SiCrm.Web.Access;

namespace SiCrm.Web.Home.Cards;

public enum CardMove
{
    Up,
    Down,
    Hide,
    Show,
}

/// <summary>
/// In which order somebody wants the cards of his home pages, and which he does not want. Written as
/// <c>Sales=week,-care;Finance=overdue</c>: a hidden card has a minus, one that is not named comes where it belongs by itself.
/// </summary>
public sealed class HomeArrangement
{
    public const int Length = 1000;

    private readonly Dictionary<Role, IReadOnlyList<(string Card, bool IsHidden)>> _roles = [];

    /// <summary>What can't be read any more is as it was at first.</summary>
    public static HomeArrangement Parse(string? text)
    {
        var arrangement = new HomeArrangement();
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is [var name, var cards] && Enum.TryParse<Role>(name, out var role))
            {
                arrangement._roles[role] = [.. cards.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(card => (card.TrimStart('-'), card.StartsWith('-')))];
            }
        }

        return arrangement;
    }

    public override string ToString() =>
        string.Join(';', _roles.Select(pair => $"{pair.Key}={string.Join(',', pair.Value.Select(card => card.IsHidden ? $"-{card.Card}" : card.Card))}"));

    /// <summary>All cards of the role, in the wanted order.</summary>
    public IReadOnlyList<(string Card, bool IsHidden)> Of(Role role)
    {
        var (known, order) = (HomeCards.Of(role), new List<(string Card, bool IsHidden)>());
        order.AddRange(_roles.GetValueOrDefault(role, []).Where(card => known.Contains(card.Card)).DistinctBy(card => card.Card));
        for (var i = 0; i < known.Count; i++)
        {
            if (order.TrueForAll(card => card.Card != known[i]))
            {
                order.Insert(Math.Min(i, order.Count), (known[i], false));
            }
        }

        return order;
    }

    public IReadOnlyList<string> Shown(Role role) => [.. Of(role).Where(card => !card.IsHidden).Select(card => card.Card)];

    /// <summary>What the role does not have stays as it is.</summary>
    public void Move(Role role, string card, CardMove move)
    {
        var order = Of(role).ToList();
        var place = order.FindIndex(one => one.Card == card);
        if (place < 0)
        {
            return;
        }

        var one = order[place] with { IsHidden = move == CardMove.Hide || (move != CardMove.Show && order[place].IsHidden) };
        order.RemoveAt(place);
        order.Insert(Math.Clamp(place + (move switch { CardMove.Up => -1, CardMove.Down => 1, _ => 0 }), 0, order.Count), one);
        _roles[role] = order;
    }

    public void Reset(Role role) => _roles.Remove(role);
}

public static class HomeArrangements
{
    /// <summary>As the signed-in cookie carries it, so that a home page need not ask for it.</summary>
    public static HomeArrangement HomeArrangement(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Cards.HomeArrangement.Parse(user.FindFirstValue(ViewerClaims.HomeCards));
    }
}
