using Microsoft.AspNetCore.Mvc.Rendering;

namespace SiCrm.Web.Customers.Capture;

/// <summary>What the form of a customer offers to choose from.</summary>
public sealed record CustomerFormChoices(
    IReadOnlyList<SelectListItem> Regions, IReadOnlyList<SelectListItem> Categories, IReadOnlyList<SelectListItem> Owners, IReadOnlyList<string> Industries,
    ParentChoice Parents);

/// <summary>A customer that could be the group.</summary>
public sealed record ParentHit(long Id, string Name, string? CreditCode);

/// <summary>The groups that were found by the words typed, and which one is chosen.</summary>
public sealed record ParentChoice(IReadOnlyList<ParentHit> Hits, long? Chosen)
{
    public const int Most = 10;
}
