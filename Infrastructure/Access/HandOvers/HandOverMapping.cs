using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;

namespace SiCrm.Infrastructure.Access.HandOvers;

internal sealed class HandOverMapping : IEntityTypeConfiguration<HandOver>
{
    public void Configure(EntityTypeBuilder<HandOver> builder)
    {
        builder.Property(handOver => handOver.Reason).HasMaxLength(HandOver.ReasonLength);
        builder.Property(handOver => handOver.Criteria).AsJson();
        builder.Property(handOver => handOver.Proof).AsJson();
        builder.HasMany(handOver => handOver.Rows).WithOne().HasForeignKey(row => row.HandOverId);
        builder.HasIndex(handOver => new { handOver.State, handOver.EffectiveOn });
    }
}

internal sealed class HandOverRowMapping : IEntityTypeConfiguration<HandOverRow>
{
    public void Configure(EntityTypeBuilder<HandOverRow> builder)
    {
        builder.Property(row => row.Name).HasMaxLength(HandOverRow.NameLength);
        builder.Property(row => row.CauseWord).HasMaxLength(60);
        builder.Property(row => row.Because).HasMaxLength(40);
        builder.HasIndex(row => new { row.HandOverId, row.Type, row.RecordId });
        builder.HasIndex(row => new { row.Type, row.RecordId, row.HandOverId });
    }
}

internal sealed class HandOverSchemeMapping : IEntityTypeConfiguration<HandOverScheme>
{
    public void Configure(EntityTypeBuilder<HandOverScheme> builder)
    {
        builder.Property(scheme => scheme.Name).HasMaxLength(HandOverScheme.NameLength);
        builder.Property(scheme => scheme.Criteria).AsJson();
        builder.HasOne<Person>().WithMany().HasForeignKey(scheme => scheme.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(scheme => new { scheme.OwnerId, scheme.Name }).IsUnique();
    }
}

internal static class JsonColumns
{
    /// <summary>A record that is only ever read and written whole.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) => property.HasConversion(
        value => JsonSerializer.Serialize(value, JsonSerializerOptions.Default),
        json => Read<T>(json),
        new ValueComparer<T>((a, b) => ReferenceEquals(a, b), value => 0, value => value));

    private static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Default) ?? throw new InvalidOperationException($"No {typeof(T).Name} is kept.");
}
