using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Quotes;

internal sealed class QuoteMapping : IEntityTypeConfiguration<Quote>
{
    public void Configure(EntityTypeBuilder<Quote> builder)
    {
        builder.Ignore(quote => quote.Current);
        builder.Property(quote => quote.Number).HasMaxLength(QuoteLengths.Number);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(quote => quote.OpportunityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(quote => quote.ApplicantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(quote => quote.Versions).WithOne().HasForeignKey(version => version.QuoteId);
        builder.HasMany(quote => quote.History).WithOne().HasForeignKey(row => row.QuoteId);
        builder.HasIndex(quote => quote.Number).IsUnique();
        builder.HasIndex(quote => new { quote.OpportunityId, quote.Id });
        builder.HasIndex(quote => quote.AppliedAt, "IX_Quotes_Waiting").HasFilter("\"Status\" = 'Waiting'");
        builder.HasIndex(quote => quote.ValidUntil, "IX_Quotes_Sent").HasFilter("\"Status\" = 'Sent'");
    }
}

internal sealed class QuoteVersionMapping : IEntityTypeConfiguration<QuoteVersion>
{
    public void Configure(EntityTypeBuilder<QuoteVersion> builder)
    {
        builder.ToTable("QuoteVersions");
        foreach (var derived in (string[])[nameof(QuoteVersion.Required), nameof(QuoteVersion.Options), nameof(QuoteVersion.Facts)])
        {
            builder.Ignore(derived);
        }

        builder.Property(version => version.Terms).HasMaxLength(QuoteLengths.Terms);
        builder.HasMany(version => version.Lines).WithOne().HasForeignKey(line => line.QuoteVersionId);
        builder.HasIndex(version => new { version.QuoteId, version.No }).IsUnique();
    }
}

internal sealed class QuoteLineMapping : IEntityTypeConfiguration<QuoteLine>
{
    public void Configure(EntityTypeBuilder<QuoteLine> builder)
    {
        builder.ToTable("QuoteLines");
        builder.Ignore(line => line.Terms);
        builder.Property(line => line.Text).HasMaxLength(QuoteLengths.Text);
        builder.Property(line => line.Bundle).HasBundleConversion();
        builder.Property(line => line.Phase).HasMaxLength(QuoteLengths.Phase);
        builder.HasOne<Product>().WithMany().HasForeignKey(line => line.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class QuoteEventMapping : IEntityTypeConfiguration<QuoteEvent>
{
    public void Configure(EntityTypeBuilder<QuoteEvent> builder)
    {
        builder.ToTable("QuoteEvents");
        builder.Property(row => row.Words).HasMaxLength(QuoteLengths.Words);
        builder.Property(row => row.Changes).HasChangesConversion();
        builder.HasIndex(row => new { row.QuoteId, row.Seq }).IsUnique();
    }
}

internal sealed class QuotePolicyMapping : IEntityTypeConfiguration<QuotePolicy>
{
    public void Configure(EntityTypeBuilder<QuotePolicy> builder)
    {
        builder.ToTable("QuotePolicies");
        builder.Ignore(row => row.Limits);
        builder.Property<Dictionary<Role, Percent>>("_limits").HasColumnName("Limits").HasConversion(
            limits => JsonSerializer.Serialize(limits.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.BasisPoints), JsonSerializerOptions.Default),
            json => Read(json),
            new ValueComparer<Dictionary<Role, Percent>>((a, b) => ReferenceEquals(a, b), map => map.Count, map => map));
    }

    /// <summary>A role that this program does not know is left out.</summary>
    private static Dictionary<Role, Percent> Read(string json) =>
        (JsonSerializer.Deserialize<Dictionary<string, int>>(json, JsonSerializerOptions.Default) ?? []).Where(pair => Enum.TryParse<Role>(pair.Key, out _))
            .ToDictionary(pair => Enum.Parse<Role>(pair.Key), pair => new Percent(pair.Value));
}
