using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Contracts.Catalogue;

/// <summary>The parts of a bundle lie with the line that has them: they are read with it, and nothing asks for them alone.</summary>
internal static class BundleConversion
{
    public static PropertyBuilder<BundleContents?> HasBundleConversion(this PropertyBuilder<BundleContents?> property) => property.HasConversion(
        bundle => JsonSerializer.Serialize((bundle ?? new BundleContents(Array.Empty<BundlePart>())).Parts.Select(Part.Of), JsonSerializerOptions.Default),
        json => Read(json),
        new ValueComparer<BundleContents?>((one, other) => Equals(one, other), bundle => bundle == null ? 0 : bundle.GetHashCode(), bundle => bundle));

    private static BundleContents Read(string json) =>
        new([.. (JsonSerializer.Deserialize<List<Part>>(json, JsonSerializerOptions.Default) ?? []).Select(part => part.Read())]);

    private sealed record Part(long Product, string Name, string? ChineseName, string Unit, int Quantity, long ListPrice, long? StandardCost, List<Part>? Parts = null)
    {
        public static Part Of(BundlePart part) =>
            new(part.ProductId, part.Name, part.ChineseName, part.Unit, part.Quantity, part.ListPrice.Minor, part.StandardCost?.Minor, part.Contents?.Parts.Select(Of).ToList());

        public BundlePart Read() => new(Product, Name, ChineseName, Unit, Quantity, new Money(ListPrice), StandardCost is { } cost ? new Money(cost) : null)
        {
            Contents = Parts is null ? null : new BundleContents([.. Parts.Select(part => part.Read())]),
        };
    }
}
