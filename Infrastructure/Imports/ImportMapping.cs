using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;

namespace SiCrm.Infrastructure.Imports;

internal sealed class ImportMapping : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.Property(import => import.FileName).HasMaxLength(200);
        builder.Property(import => import.Sha256).HasMaxLength(64);
        builder.Property(import => import.Map).HasMaxLength(4000);
        builder.Property(import => import.Failure).HasMaxLength(2000);
        builder.Property(import => import.Mode).HasDefaultValue(ImportMode.Create);
        builder.ComplexProperty(import => import.Counts);
        builder.HasOne<Person>().WithMany().HasForeignKey(import => import.ById).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(import => import.Sha256);
        builder.HasIndex(import => import.State);
    }
}

internal sealed class ImportNoteMapping : IEntityTypeConfiguration<ImportNote>
{
    public void Configure(EntityTypeBuilder<ImportNote> builder)
    {
        builder.HasOne<Import>().WithMany().HasForeignKey(note => note.ImportId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(note => new { note.ImportId, note.Kind, note.Id });
    }
}

internal sealed class ImportPartMapping : IEntityTypeConfiguration<ImportPart>
{
    public void Configure(EntityTypeBuilder<ImportPart> builder)
    {
        builder.HasKey(part => new { part.ImportId, part.Number });
        builder.HasOne<Import>().WithMany().HasForeignKey(part => part.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RememberedMapMapping : IEntityTypeConfiguration<RememberedMap>
{
    public void Configure(EntityTypeBuilder<RememberedMap> builder)
    {
        builder.Property(map => map.HeaderKey).HasMaxLength(64);
        builder.Property(map => map.Map).HasMaxLength(4000);
        builder.HasOne<Person>().WithMany().HasForeignKey(map => map.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(map => new { map.PersonId, map.Kind, map.HeaderKey }).IsUnique();
    }
}
