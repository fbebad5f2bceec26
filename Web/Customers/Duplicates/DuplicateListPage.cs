using System.Globalization;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Duplicates;

namespace SiCrm.Web.Customers.Duplicates;

/// <summary>The pairs of one kind of likeness.</summary>
public sealed record DuplicateListPage(CustomerLikeness By, DuplicatePage Page, OrganisationFacts Names, bool IsFirst)
{
    public string? First => IsFirst ? null : AddressOf(By);

    public string? Next => Page.Next is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"{AddressOf(By)}&after={place.First}.{place.Second}.{Uri.EscapeDataString(place.Key)}")
        : null;

    public static string AddressOf(CustomerLikeness by) => $"/customers/duplicates?by={by}";

    /// <summary>Null for what no page of ours has written.</summary>
    public static PairPlace? PlaceOf(string? after)
    {
        var parts = (after is { Length: < 500 } ? after : "").Split('.', 3);
        return parts.Length == 3 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var second)
            ? new PairPlace(parts[2], first, second)
            : null;
    }
}

/// <summary>One of two customers as the list shows it.</summary>
public sealed record DuplicateSideView(DuplicateSide Side, OrganisationFacts Names);
