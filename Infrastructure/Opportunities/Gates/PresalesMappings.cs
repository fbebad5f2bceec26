using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Opportunities.Gates;

internal sealed class PresalesEntryMapping : IEntityTypeConfiguration<PresalesEntry>
{
    public void Configure(EntityTypeBuilder<PresalesEntry> builder)
    {
        builder.Property(row => row.Words).HasMaxLength(PresalesEntry.WordsLength);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(row => row.OpportunityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Initiation>().WithMany().HasForeignKey(row => row.InitiationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PresalesEntry>().WithMany().HasForeignKey(row => row.ReversesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.OpportunityId, row.On, row.Id, row.PersonId, row.Amount, row.Minutes }, "IX_PresalesEntries_OfProject");
        builder.HasIndex(row => new { row.PersonId, row.On });
        builder.HasIndex(row => new { row.On, row.OpportunityId, row.PersonId, row.Amount, row.Minutes });
        builder.HasIndex(row => row.ReversesId).IsUnique().HasFilter("\"ReversesId\" IS NOT NULL");
    }
}

internal sealed class ApprovalPolicyMapping : IEntityTypeConfiguration<ApprovalPolicy>
{
    public void Configure(EntityTypeBuilder<ApprovalPolicy> builder)
    {
        builder.Ignore(row => row.Limits);
        builder.Property<Dictionary<Role, Money?>>("_limits").HasColumnName("Limits").HasConversion(
            limits => JsonSerializer.Serialize(limits.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value == null ? null : (long?)pair.Value.Value.Minor), JsonSerializerOptions.Default),
            json => Read(json),
            new ValueComparer<Dictionary<Role, Money?>>((a, b) => ReferenceEquals(a, b), map => map.Count, map => map));
    }

    /// <summary>A role that this program does not know is left out.</summary>
    private static Dictionary<Role, Money?> Read(string json) =>
        (JsonSerializer.Deserialize<Dictionary<string, long?>>(json, JsonSerializerOptions.Default) ?? []).Where(pair => Enum.TryParse<Role>(pair.Key, out _))
            .ToDictionary(pair => Enum.Parse<Role>(pair.Key), pair => pair.Value is { } minor ? new Money(minor) : (Money?)null);
}
