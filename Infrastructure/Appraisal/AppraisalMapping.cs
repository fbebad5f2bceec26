using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;

namespace SiCrm.Infrastructure.Appraisal;

internal sealed class AppraisalSchemeMapping : IEntityTypeConfiguration<AppraisalScheme>
{
    public void Configure(EntityTypeBuilder<AppraisalScheme> builder)
    {
        builder.ComplexProperty(scheme => scheme.Factors);
        builder.Ignore(scheme => scheme.Roles);
        builder.Property(scheme => scheme.Reason).HasMaxLength(AppraisalScheme.ReasonLength);
        builder.Property<Dictionary<Role, Dictionary<AppraisalMetric, int>>>("_weights").HasColumnName("Weights").HasConversion(
            weights => JsonSerializer.Serialize(weights, JsonSerializerOptions.Default),
            json => JsonSerializer.Deserialize<Dictionary<Role, Dictionary<AppraisalMetric, int>>>(json, JsonSerializerOptions.Default) ?? new(),
            new ValueComparer<Dictionary<Role, Dictionary<AppraisalMetric, int>>>(
                (a, b) => ReferenceEquals(a, b), weights => weights.Count, weights => weights));
    }
}

internal sealed class AppraisalSheetMapping : IEntityTypeConfiguration<AppraisalSheet>
{
    public void Configure(EntityTypeBuilder<AppraisalSheet> builder)
    {
        builder.Property(sheet => sheet.Comment).HasMaxLength(AppraisalSheet.CommentLength);
        builder.Property(sheet => sheet.Hash).HasMaxLength(64);
        builder.HasOne<Person>().WithMany().HasForeignKey(sheet => sheet.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(sheet => sheet.Appeals).WithOne().HasForeignKey(appeal => appeal.SheetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(sheet => new { sheet.PersonId, sheet.PeriodOn, sheet.Months }).IsUnique();
        builder.HasIndex(sheet => new { sheet.PeriodOn, sheet.Months });
    }
}

internal sealed class AppraisalAppealMapping : IEntityTypeConfiguration<AppraisalAppeal>
{
    public void Configure(EntityTypeBuilder<AppraisalAppeal> builder)
    {
        builder.Property(appeal => appeal.Reason).HasMaxLength(AppraisalAppeal.ReasonLength);
        builder.Property(appeal => appeal.Words).HasMaxLength(AppraisalAppeal.ReasonLength);
        builder.Property(appeal => appeal.Hash).HasMaxLength(64);
        builder.HasIndex(appeal => new { appeal.SheetId, appeal.Number }).IsUnique();
        builder.HasIndex(appeal => appeal.At, "IX_AppraisalAppeals_Open").HasFilter("\"State\" = 'Open'");
    }
}
