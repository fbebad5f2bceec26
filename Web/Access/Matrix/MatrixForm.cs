using System.Globalization;
using SiCrm.Domain.Access;

namespace SiCrm.Web.Access.Matrix;

/// <summary>The cells that a form brings, each as <c>cell.Sales.Lead.Read</c>, and the last change that the person has seen.</summary>
/// <param name="Unknown">Names or values that no cell has.</param>
/// <param name="Undoes">The change that this one undoes.</param>
public sealed record MatrixForm(int Since, IReadOnlyList<AccessEdit> Edits, IReadOnlyList<string> Unknown, int? Undoes = null)
{
    public const string Prefix = "cell.";

    public static MatrixForm Of(IFormCollection fields)
    {
        var cells = fields.Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(field => (Name: field.Key, Edit: AccessEdit.Parse(field.Key[Prefix.Length..], field.Value))).ToList();
        return new(Number(fields["since"]) ?? -1, [.. cells.Select(cell => cell.Edit).OfType<AccessEdit>()],
            [.. cells.Where(cell => cell.Edit is null).Select(cell => cell.Name[Prefix.Length..]).Take(5)], Number(fields["undoes"]));
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
