using System.Text;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Customers.Contacts.Relations;

/// <summary>A box of the drawing; the larger the influence, the larger the box.</summary>
public sealed record RelationBox(RelationPerson Person, int X, int Y, int Width, int Height)
{
    public int Middle => X + (Width / 2);

    public int TextX => X + RelationDrawing.Stripe + 8;

    /// <summary>As much of the text as the box is wide; a Chinese character takes the place of two Latin ones.</summary>
    public string Fit(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var room = (Width - RelationDrawing.Stripe - 14) / 7;
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            room -= SearchText.IsCjk(rune) ? 2 : 1;
            if (room < 1)
            {
                return kept.Append('…').ToString();
            }

            kept.Append(rune);
        }

        return kept.ToString();
    }
}

/// <summary>The line from a superior down to one of his people.</summary>
public sealed record RelationLine(int FromX, int FromY, int ToX, int ToY)
{
    public string Path => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"M{FromX} {FromY}V{(FromY + ToY) / 2}H{ToX}V{ToY}");
}

/// <summary>The places of a layout in pixels.</summary>
public sealed record RelationDrawing(IReadOnlyList<RelationBox> Boxes, IReadOnlyList<RelationLine> Lines, int Width, int Height)
{
    internal const int Stripe = 14;
    private const int Column = 226;
    private const int Row = 142;
    private const int Margin = 12;

    public static RelationDrawing Of(RelationLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var boxes = layout.Places.ToDictionary(place => place.Person.ContactId, BoxOf);
        var lines = layout.Places.Where(place => place.BelowId is not null).Select(place => LineOf(boxes[place.BelowId ?? 0], boxes[place.Person.ContactId]));
        return new([.. boxes.Values.OrderBy(box => box.Y / Row).ThenBy(box => box.X)], [.. lines],
            (2 * Margin) + (Math.Max(layout.Columns, 1) * Column), (2 * Margin) + (Math.Max(layout.Levels, 1) * Row) - 30);
    }

    private static RelationBox BoxOf(RelationPlace place)
    {
        var (width, height) = (140 + (14 * place.Person.Influence), 82 + (5 * place.Person.Influence));
        var middle = Margin + (int)Math.Round((place.X + 0.5) * Column);
        return new(place.Person, middle - (width / 2), Margin + (place.Level * Row), width, height);
    }

    private static RelationLine LineOf(RelationBox above, RelationBox below) => new(above.Middle, above.Y + above.Height, below.Middle, below.Y);
}
