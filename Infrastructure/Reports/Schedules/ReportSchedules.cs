using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Schedules;

namespace SiCrm.Infrastructure.Reports.Schedules;

internal sealed class ReportScheduleMapping : IEntityTypeConfiguration<ReportSchedule>
{
    public void Configure(EntityTypeBuilder<ReportSchedule> builder)
    {
        builder.Property(schedule => schedule.Key).HasMaxLength(ReportSchedule.KeyLength);
        builder.Property(schedule => schedule.Query).HasMaxLength(ReportSchedule.QueryLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(schedule => schedule.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(schedule => schedule.RecipientId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(schedule => schedule.OwnerId);
        builder.HasIndex(schedule => schedule.RecipientId);
    }
}

/// <summary>Everybody keeps his own schedules, and sees what others send to him.</summary>
public static class ReportSchedules
{
    public static IQueryable<ReportSchedule> VisibleTo(this IQueryable<ReportSchedule> schedules, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return schedules.Where(schedule => viewer.PersonId != null && (schedule.OwnerId == viewer.PersonId || schedule.RecipientId == viewer.PersonId));
    }
}
