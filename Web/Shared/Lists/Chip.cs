namespace SiCrm.Web.Shared.Lists;

/// <summary>One part of a filter in words, and the list without it.</summary>
public sealed record Chip(string Text, string Without);

/// <param name="Name">As in the address.</param>
/// <param name="Value">One of several values of the name; null for the only one.</param>
/// <param name="Text">Null when the filter does not ask for it.</param>
public sealed record FilterPart(string Name, string? Value, string? Text);

/// <summary>The chips above a list, and the way to the list without any.</summary>
public sealed record ChipBar(IReadOnlyList<Chip> Chips, string Cleared)
{
    public static ChipBar Of(IEnumerable<FilterPart> parts, PageAddress address, string cleared) => new(
    [
        .. parts.Where(part => part.Text is not null)
            .Select(part => new Chip(part.Text ?? "", (part.Value is null ? address.Without(part.Name) : address.WithoutOne(part.Name, part.Value)).ToString())),
    ], cleared);
}
