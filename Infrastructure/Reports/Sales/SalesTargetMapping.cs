using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Reports.Sales;

namespace SiCrm.Infrastructure.Reports.Sales;

internal sealed class SalesTargetMapping : IEntityTypeConfiguration<SalesTarget>
{
    public void Configure(EntityTypeBuilder<SalesTarget> builder)
    {
        builder.Property(target => target.Reason).HasMaxLength(SalesTarget.ReasonLength);
        builder.HasIndex(target => new { target.PeriodOn, target.Of, target.SubjectId, target.Number }).IsUnique();
    }
}
