using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.Covers;

namespace SiCrm.Infrastructure.Access.Covers;

internal sealed class CoverMapping : IEntityTypeConfiguration<Cover>
{
    public void Configure(EntityTypeBuilder<Cover> builder)
    {
        builder.Property(cover => cover.Reason).HasMaxLength(Cover.ReasonLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(cover => cover.AwayId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(cover => cover.DeputyId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(cover => cover.UntilOn).HasFilter("\"EndedAt\" IS NULL");
    }
}
