using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;

namespace SiCrm.Infrastructure.Leads;

internal sealed class LeadMapping : IEntityTypeConfiguration<Lead>
{
    public void Configure(EntityTypeBuilder<Lead> builder)
    {
        builder.Property(lead => lead.Number).HasMaxLength(LeadLengths.Number);
        builder.Property(lead => lead.Company).HasMaxLength(LeadLengths.Company);
        builder.Property(lead => lead.CompanyKey).HasMaxLength(LeadLengths.Company);
        builder.Property(lead => lead.ContactName).HasMaxLength(LeadLengths.ContactName);
        builder.Property(lead => lead.Phone).HasMaxLength(LeadLengths.Phone);
        builder.Property(lead => lead.PhoneKey).HasMaxLength(15);
        builder.Property(lead => lead.Email).HasMaxLength(LeadLengths.Email);
        builder.Property(lead => lead.MailDomain).HasMaxLength(LeadLengths.Email);
        builder.Property(lead => lead.Campaign).HasMaxLength(LeadLengths.Campaign);
        builder.Property(lead => lead.Industry).HasMaxLength(LeadLengths.Industry);
        builder.Property(lead => lead.Need).HasMaxLength(LeadLengths.Need);
        builder.Property(lead => lead.Products).HasMaxLength(LeadLengths.Products);
        builder.Property(lead => lead.NextAction).HasMaxLength(LeadLengths.NextAction);
        builder.Property(lead => lead.ExemptReason).HasMaxLength(LeadLengths.Reason);

        builder.HasOne<Person>().WithMany().HasForeignKey(lead => lead.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Team>().WithMany().HasForeignKey(lead => lead.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Region>().WithMany().HasForeignKey(lead => lead.RegionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Customer>().WithMany().HasForeignKey(lead => lead.ReferredById).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(lead => lead.History).WithOne().HasForeignKey(row => row.LeadId);
        builder.HasMany(lead => lead.Changes).WithOne().HasForeignKey(row => row.LeadId);
        builder.HasMany(lead => lead.Qualifications).WithOne().HasForeignKey(row => row.LeadId);
        builder.HasMany(lead => lead.Activities).WithOne().HasForeignKey(row => row.LeadId);

        builder.HasIndex(lead => lead.PhoneKey);
        builder.HasIndex(lead => lead.MailDomain);
        builder.HasIndex(lead => lead.ReferredById).HasFilter("\"ReferredById\" IS NOT NULL");
        builder.HasIndex(lead => lead.ImportId).HasFilter("\"ImportId\" IS NOT NULL");
        builder.IndexForList();
        IndexForDesk(builder);
    }

    /// <summary>The desk's and the owners' orders, over open leads that passed triage only.</summary>
    private static void IndexForDesk(EntityTypeBuilder<Lead> builder)
    {
        const string quiet = "\"QuietSince\" IS NOT NULL";
        builder.HasIndex(lead => new { lead.QuietSince, lead.Id }).HasFilter(quiet);
        builder.HasIndex(lead => new { lead.OwnerId, lead.QuietSince }).HasFilter(quiet);
        builder.HasIndex(lead => new { lead.TeamId, lead.QuietSince }).HasFilter(quiet);
        builder.HasIndex(lead => new { lead.RegionId, lead.QuietSince }).HasFilter(quiet);
        builder.HasIndex(lead => new { lead.OwnerId, lead.NextDueOn }).HasFilter(quiet);
    }
}

internal sealed class LeadEventMapping : IEntityTypeConfiguration<LeadEvent>
{
    public void Configure(EntityTypeBuilder<LeadEvent> builder)
    {
        builder.Property(row => row.Reason).HasMaxLength(LeadLengths.Reason);
        builder.HasIndex(row => new { row.LeadId, row.Seq }).IsUnique();
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => row.ImportId).HasFilter("\"ImportId\" IS NOT NULL");
        builder.HasIndex(row => row.At, "IX_LeadEvents_Late").HasFilter("\"RecordedAt\" > \"At\"");
        builder.HasIndex(row => new { row.FromOwnerId, row.At }).HasFilter("\"Kind\" = 'Reclaimed'");
    }
}

internal sealed class LeadChangeMapping : IEntityTypeConfiguration<LeadChange>
{
    public void Configure(EntityTypeBuilder<LeadChange> builder)
    {
        builder.Property(row => row.Field).HasMaxLength(24);
        builder.Property(row => row.Before).HasMaxLength(LeadLengths.Need);
        builder.Property(row => row.After).HasMaxLength(LeadLengths.Need);
        builder.HasIndex(row => new { row.LeadId, row.At, row.Id });
    }
}

internal sealed class LeadQualificationMapping : IEntityTypeConfiguration<LeadQualification>
{
    public void Configure(EntityTypeBuilder<LeadQualification> builder)
    {
        builder.Property(row => row.TargetNote).HasMaxLength(LeadLengths.Reason);
        builder.Property(row => row.SolvableNote).HasMaxLength(LeadLengths.Reason);
        builder.Property(row => row.AffordableNote).HasMaxLength(LeadLengths.Reason);
        builder.Property(row => row.Reason).HasMaxLength(LeadLengths.Reason);
    }
}

internal sealed class LeadActivityMapping : IEntityTypeConfiguration<LeadActivity>
{
    public void Configure(EntityTypeBuilder<LeadActivity> builder)
    {
        builder.Property(row => row.Words).HasMaxLength(LeadLengths.Need);
        builder.HasIndex(row => new { row.LeadId, row.At, row.Id });
    }
}

internal sealed class ReclaimPolicyMapping : IEntityTypeConfiguration<ReclaimPolicy>
{
    public void Configure(EntityTypeBuilder<ReclaimPolicy> builder)
    {
        builder.ComplexProperty(policy => policy.Limits);
        builder.Ignore(policy => policy.Channels);
        builder.Property<Dictionary<LeadChannel, ReclaimLimits>>("_channels").HasColumnName("Channels").HasConversion(
            limits => JsonSerializer.Serialize(limits, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<Dictionary<LeadChannel, ReclaimLimits>>(json, JsonSerializerOptions.Default) ?? new(),
            new ValueComparer<Dictionary<LeadChannel, ReclaimLimits>>(
                (a, b) => ReferenceEquals(a, b), limits => limits.Count, limits => limits));
    }
}
