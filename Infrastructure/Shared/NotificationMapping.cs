using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.Property(row => row.Subject).HasMaxLength(24);
        builder.Property(row => row.Key).HasMaxLength(80);
        builder.Property(row => row.Words).HasMaxLength(600);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId);
        builder.HasIndex(row => new { row.PersonId, row.Key }).IsUnique();
        builder.HasIndex(row => new { row.PersonId, row.Id }).HasFilter("\"ReadAt\" IS NULL");
        builder.HasIndex(row => new { row.Subject, row.SubjectId });
    }
}
