using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SiCrm.Infrastructure.Operations.Jobs;

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.Property(run => run.Job).HasMaxLength(40);
        builder.Property(run => run.Worker).HasMaxLength(80);
        builder.Property(run => run.Error).HasMaxLength(JobRun.ErrorLength);
        builder.Property(run => run.Fence).IsConcurrencyToken();
        builder.HasIndex(run => new { run.Job, run.PeriodOn }).IsUnique();
    }
}
