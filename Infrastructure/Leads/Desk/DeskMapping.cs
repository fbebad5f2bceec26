using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;

namespace SiCrm.Infrastructure.Leads.Desk;

internal sealed class AssignmentRuleMapping : IEntityTypeConfiguration<AssignmentRule>
{
    public void Configure(EntityTypeBuilder<AssignmentRule> builder)
    {
        builder.Property(rule => rule.Industry).HasMaxLength(LeadLengths.Industry);
        builder.Property(rule => rule.Product).HasMaxLength(LeadLengths.Industry);
        builder.Ignore(rule => rule.Terms);
        builder.HasOne<Region>().WithMany().HasForeignKey(rule => rule.RegionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Team>().WithMany().HasForeignKey(rule => rule.TeamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(rule => rule.PersonId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AllocationMapping : IEntityTypeConfiguration<Allocation>
{
    public void Configure(EntityTypeBuilder<Allocation> builder)
    {
        builder.Property(allocation => allocation.Reason).HasMaxLength(LeadLengths.Reason);
        builder.HasMany(allocation => allocation.Rows).WithOne().HasForeignKey(row => row.AllocationId);
    }
}

internal sealed class AllocationRowMapping : IEntityTypeConfiguration<AllocationRow>
{
    public void Configure(EntityTypeBuilder<AllocationRow> builder)
    {
        builder.ComplexProperty(row => row.Before, before =>
        {
            before.Property(hold => hold.NextAction).HasMaxLength(LeadLengths.NextAction);
            before.Property(hold => hold.ExemptReason).HasMaxLength(LeadLengths.Reason);
        });
        builder.Property(row => row.StayedBecause).HasMaxLength(40);
        builder.HasOne<Lead>().WithMany().HasForeignKey(row => row.LeadId);
    }
}

internal sealed class ReclaimRunMapping : IEntityTypeConfiguration<ReclaimRun>
{
    public void Configure(EntityTypeBuilder<ReclaimRun> builder) => builder.HasIndex(run => run.RunOn).IsUnique();
}

internal sealed class ReclaimProposalMapping : IEntityTypeConfiguration<ReclaimProposal>
{
    public void Configure(EntityTypeBuilder<ReclaimProposal> builder)
    {
        builder.HasOne<ReclaimRun>().WithMany().HasForeignKey(row => row.RunId);
        builder.HasOne<Lead>().WithMany().HasForeignKey(row => row.LeadId);
        builder.HasIndex(row => new { row.RunId, row.DueAt, row.Id });
    }
}

internal sealed class ReclaimAppealMapping : IEntityTypeConfiguration<ReclaimAppeal>
{
    public void Configure(EntityTypeBuilder<ReclaimAppeal> builder)
    {
        builder.Property(appeal => appeal.Words).HasMaxLength(LeadLengths.Reason);
        builder.Property(appeal => appeal.Answer).HasMaxLength(LeadLengths.Reason);
        builder.HasOne<Lead>().WithMany().HasForeignKey(appeal => appeal.LeadId);
        builder.HasIndex(appeal => new { appeal.LeadId, appeal.PersonId, appeal.ReclaimedAt }).IsUnique();
        builder.HasIndex(appeal => new { appeal.PersonId, appeal.At });
        builder.HasIndex(appeal => appeal.At).HasFilter("\"DecidedAt\" IS NULL");
    }
}

internal sealed class WeeklyConfirmationMapping : IEntityTypeConfiguration<WeeklyConfirmation>
{
    public void Configure(EntityTypeBuilder<WeeklyConfirmation> builder)
    {
        builder.HasOne<Lead>().WithMany().HasForeignKey(row => row.LeadId);
        builder.HasIndex(row => new { row.WeekOn, row.LeadId }).IsUnique();
        builder.HasIndex(row => new { row.LeadId, row.WeekOn });
        builder.HasIndex(row => new { row.OwnerId, row.WeekOn });
        // Who answered how often is counted in the index itself.
        builder.HasIndex(row => new { row.WeekOn, row.OwnerId, row.TeamId, row.Answer, row.AnsweredAt });
    }
}
