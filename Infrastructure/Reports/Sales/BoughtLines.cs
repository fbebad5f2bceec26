using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SiCrm.Infrastructure.Reports.Sales;

/// <summary>Which product lines customers bought: of many thousands few sets differ, so a set is a number with a bit for each line.</summary>
/// <param name="roots">The line of each product.</param>
internal sealed class BoughtLines(IReadOnlyDictionary<long, string?> roots)
{
    private readonly List<string> _lines = [.. roots.Values.OfType<string>().Distinct()];

    public IEnumerable<(char Class, IReadOnlyCollection<string> Lines, int Customers)> Of(IReadOnlyList<CustomerSales> buyers)
    {
        var bits = roots.ToDictionary(root => root.Key, root => root.Value is null ? BigInteger.Zero : BigInteger.One << _lines.IndexOf(root.Value));
        var alike = new Dictionary<(char Class, BigInteger Set), int>();
        foreach (var buyer in buyers)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(alike, (buyer.Class, SetOf(buyer.Products, bits)), out _)++;
        }

        return alike.Select(one => (one.Key.Class, (IReadOnlyCollection<string>)[.. _lines.Where((_, place) => !(one.Key.Set >> place).IsEven)], one.Value));
    }

    private static BigInteger SetOf(ReadOnlySpan<char> products, Dictionary<long, BigInteger> bits)
    {
        var set = BigInteger.Zero;
        foreach (var product in products.Split(','))
        {
            if (products[product] is { Length: > 0 } number)
            {
                set |= bits.GetValueOrDefault(long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture));
            }
        }

        return set;
    }
}
