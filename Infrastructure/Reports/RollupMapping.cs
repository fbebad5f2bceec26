using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Reports;

namespace SiCrm.Infrastructure.Reports;

internal sealed class LeadWeekLineMapping : IEntityTypeConfiguration<LeadWeekLine>
{
    public void Configure(EntityTypeBuilder<LeadWeekLine> builder)
    {
        builder.HasKey(line => new { line.Grouping, line.Week, line.Key });
        builder.Property(line => line.Key).HasMaxLength(80);
        builder.ComplexProperty(line => line.Leads);
        builder.ComplexProperty(line => line.Amounts);
    }
}

internal sealed class LeadWeekPathMapping : IEntityTypeConfiguration<LeadWeekPath>
{
    public void Configure(EntityTypeBuilder<LeadWeekPath> builder) => builder.HasKey(path => new { path.Week, path.From, path.To });
}

internal sealed class LeadWeekStayMapping : IEntityTypeConfiguration<LeadWeekStay>
{
    public void Configure(EntityTypeBuilder<LeadWeekStay> builder) => builder.HasKey(stay => new { stay.Week, stay.Status, stay.Tenths });
}

internal sealed class FrozenWeekMapping : IEntityTypeConfiguration<FrozenWeek>
{
    public void Configure(EntityTypeBuilder<FrozenWeek> builder)
    {
        builder.Property(week => week.Report).HasMaxLength(40);
        builder.Property(week => week.PreviousHash).HasMaxLength(64);
        builder.Property(week => week.Hash).HasMaxLength(64);
        builder.HasIndex(week => new { week.Report, week.Week }).IsUnique();
    }
}
