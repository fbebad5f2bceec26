using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Access;

/// <summary>A right by its name; one that is not enforced any more reads as none.</summary>
internal sealed class AccessRightConverter() : ValueConverter<AccessRight, string>(
    right => right.ToString(), name => AccessRight.Parse(name) ?? default);

internal sealed class AccessCellMapping : IEntityTypeConfiguration<AccessCell>
{
    public void Configure(EntityTypeBuilder<AccessCell> builder) =>
        builder.HasIndex(cell => new { cell.Role, cell.Right }).IsUnique();
}

internal sealed class AccessRevisionMapping : IEntityTypeConfiguration<AccessRevision>
{
    public void Configure(EntityTypeBuilder<AccessRevision> builder)
    {
        builder.Property(revision => revision.Id).ValueGeneratedNever();
        builder.Ignore(revision => revision.Reverse);
        builder.HasMany(revision => revision.Changes).WithOne().HasForeignKey(change => change.RevisionId);
    }
}

internal sealed class RecordShareMapping : IEntityTypeConfiguration<RecordShare>
{
    public void Configure(EntityTypeBuilder<RecordShare> builder)
    {
        builder.Property(share => share.Reason).HasMaxLength(RecordShare.ReasonLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(share => share.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(share => new { share.PersonId, share.Type, share.RecordId }).HasFilter("\"EndedAt\" IS NULL");
        builder.HasIndex(share => new { share.Type, share.RecordId, share.Id });
    }
}
