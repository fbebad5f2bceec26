using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;

namespace SiCrm.Infrastructure.Opportunities.Gates;

internal sealed class QualificationMapping : IEntityTypeConfiguration<Qualification>
{
    public void Configure(EntityTypeBuilder<Qualification> builder)
    {
        builder.ComplexProperty(row => row.Answers, answers =>
        {
            answers.Property(a => a.TargetEvidence).HasMaxLength(OpportunityLengths.Need);
            answers.Property(a => a.SolvableEvidence).HasMaxLength(OpportunityLengths.Need);
            answers.Property(a => a.AffordableEvidence).HasMaxLength(OpportunityLengths.Need);
        });
        builder.Property(row => row.ManagerWords).HasMaxLength(OpportunityLengths.Need);
        builder.HasOne(row => row.Opportunity).WithMany().HasForeignKey(row => row.OpportunityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.OpportunityId, row.Id });
        builder.HasIndex(row => row.At, "IX_Qualifications_Waiting").HasFilter("\"PassedAt\" IS NULL AND \"RefusedAt\" IS NULL");
    }
}

internal sealed class InitiationMapping : IEntityTypeConfiguration<Initiation>
{
    public void Configure(EntityTypeBuilder<Initiation> builder)
    {
        builder.Ignore(row => row.Budget);
        builder.Property<List<PresalesLine>>("_budget").HasColumnName("Budget").HasConversion(
            lines => JsonSerializer.Serialize(lines, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<List<PresalesLine>>(json, JsonSerializerOptions.Default) ?? new(),
            new ValueComparer<List<PresalesLine>>((a, b) => ReferenceEquals(a, b), lines => lines.Count, lines => lines));
        builder.Property(row => row.Strategy).HasMaxLength(OpportunityLengths.Lessons);
        builder.Property(row => row.Competitors).HasMaxLength(OpportunityLengths.Need);
        builder.Property(row => row.Conditions).HasMaxLength(OpportunityLengths.Need);
        builder.HasOne(row => row.Opportunity).WithMany().HasForeignKey(row => row.OpportunityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ApplicantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(row => row.Decisions).WithOne().HasForeignKey(row => row.InitiationId);
        builder.HasIndex(row => new { row.OpportunityId, row.Id });
        builder.HasIndex(row => new { row.State, row.AppliedAt });
        builder.HasIndex(row => row.AppliedAt, "IX_Initiations_Waiting").HasFilter("\"State\" IN ('Applied', 'Held')");
        builder.HasIndex(row => row.WorkUntil);
        // What reports on how projects came out need of a gate, without its texts and budget lines.
        builder.HasIndex(
            row => new { row.OpportunityId, row.State, row.DecidedAt, row.Amount, row.Margin, row.ApproverId, row.Probability, row.BudgetTotal, row.Spent }, "IX_Initiations_Outcome");
    }
}

internal sealed class InitiationDecisionMapping : IEntityTypeConfiguration<InitiationDecision>
{
    public void Configure(EntityTypeBuilder<InitiationDecision> builder) =>
        builder.Property(row => row.Words).HasMaxLength(OpportunityLengths.Need);
}
