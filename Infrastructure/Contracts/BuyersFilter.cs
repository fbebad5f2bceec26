using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>
/// Customers by whether they bought something within days: whom a report tells more of than what they bought then.
/// One word in an address, as <c>2026-01-01_2026-12-31_r3_p5_not_cKey</c>.
/// </summary>
public sealed record BuyersFilter(DateOnly From, DateOnly To)
{
    private const string Day = "yyyy-MM-dd";
    private const string Nothing = "not";
    private const char OfCategory = 'c';

    public long? Region { get; init; }

    /// <summary>Of no region.</summary>
    public bool NoRegion { get; init; }

    public long? Team { get; init; }

    public long? Owner { get; init; }

    public long? Product { get; init; }

    /// <summary>The code of a category of customers: the last part of the word, whatever is in it.</summary>
    public string? Category { get; init; }

    /// <summary>Those who bought nothing of it then.</summary>
    public bool Not { get; init; }

    public static bool TryParse(string? text, IFormatProvider? culture, [NotNullWhen(true)] out BuyersFilter? buyers)
    {
        var parts = (text ?? "").Split('_');
        buyers = parts.Length > 1 && DayOf(parts[0]) is { } from && DayOf(parts[1]) is { } to ? new BuyersFilter(from, to) : null;
        for (var place = 2; place < parts.Length && buyers is { Category: null }; place++)
        {
            buyers = parts[place] is [OfCategory, _, ..] ? buyers with { Category = string.Join('_', parts[place..])[1..] } : buyers.With(parts[place]);
        }

        return buyers is not null;
    }

    public override string ToString()
    {
        string?[] parts =
        [
            From.ToString(Day, CultureInfo.InvariantCulture), To.ToString(Day, CultureInfo.InvariantCulture), NoRegion ? "r0" : Part('r', Region), Part('t', Team), Part('o', Owner),
            Part('p', Product), Not ? Nothing : null, Category is null ? null : OfCategory + Category,
        ];
        return string.Join('_', parts.Where(part => part is not null));
    }

    /// <summary>The rows of these customers, by the contracts in the viewer's reach.</summary>
    /// <param name="customer">Of which customer a row is.</param>
    public IQueryable<T> Narrow<T>(IQueryable<T> rows, Expression<Func<T, long>> customer, CrmDbContext db, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(customer);
        ArgumentNullException.ThrowIfNull(db);
        var lines = db.ContractLines.VisibleTo(viewer).SignedWithin(From, To);
        lines = Region is { } region ? lines.Where(line => line.RegionId == region) : lines;
        lines = NoRegion ? lines.Where(line => line.RegionId == null) : lines;
        lines = Team is { } team ? lines.Where(line => line.TeamId == team) : lines;
        lines = Owner is { } owner ? lines.Where(line => line.OwnerId == owner) : lines;
        lines = Product is { } product ? lines.Where(line => line.ProductId == product) : lines;
        lines = lines.OfCategory(Category, db);
        var bought = Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(long)], lines.Select(line => line.CustomerId).Distinct().Expression, customer.Body);
        return rows.Where(Expression.Lambda<Func<T, bool>>(Not ? Expression.Not(bought) : bought, customer.Parameters));
    }

    private static DateOnly? DayOf(string text) => DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Part(char letter, long? id) => id is null ? null : string.Create(CultureInfo.InvariantCulture, $"{letter}{id}");

    /// <summary>Null for what nobody has written.</summary>
    private BuyersFilter? With(string part) => part == Nothing ? this with { Not = true }
        : part.Length < 2 || !long.TryParse(part.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? null
        : (part[0], id) switch
        {
            ('r', 0) => this with { NoRegion = true },
            ('r', _) => this with { Region = id },
            ('t', _) => this with { Team = id },
            ('o', _) => this with { Owner = id },
            ('p', _) => this with { Product = id },
            _ => null,
        };
}
