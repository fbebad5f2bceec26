using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

internal sealed class SettingMapping : IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Setting> builder)
    {
        builder.HasKey(setting => setting.Key);
        builder.Property(setting => setting.Key).HasMaxLength(60);
        builder.Property(setting => setting.Value).HasMaxLength(400);
    }
}

internal sealed class CalendarDayMapping : IEntityTypeConfiguration<CalendarDay>
{
    public void Configure(EntityTypeBuilder<CalendarDay> builder) => builder.HasKey(day => day.Day);
}

internal sealed class NumberSeriesMapping : IEntityTypeConfiguration<NumberSeries>
{
    public void Configure(EntityTypeBuilder<NumberSeries> builder)
    {
        builder.HasKey(series => new { series.Name, series.Year });
        builder.Property(series => series.Name).HasMaxLength(10);
    }
}

internal sealed class TimelineMapping : IEntityTypeConfiguration<TimelineEntry>
{
    public void Configure(EntityTypeBuilder<TimelineEntry> builder)
    {
        builder.Property(entry => entry.Subject).HasMaxLength(24);
        builder.Property(entry => entry.Action).HasMaxLength(40);
        builder.Property(entry => entry.Details).HasMaxLength(4000);
        builder.HasIndex(entry => new { entry.Subject, entry.SubjectId, entry.At });
    }
}

internal sealed class FormPostMapping : IEntityTypeConfiguration<FormPost>
{
    public void Configure(EntityTypeBuilder<FormPost> builder)
    {
        builder.ToTable("FormPosts");
        builder.HasKey(post => post.Key);
        builder.Property(post => post.Key).HasMaxLength(40);
        builder.Property(post => post.ResultPath).HasMaxLength(1000);
        builder.HasIndex(post => post.DoneAt);
    }
}
