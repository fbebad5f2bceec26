using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

internal sealed class SavedViewMapping : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.Property(view => view.List).HasMaxLength(24);
        builder.Property(view => view.Name).HasMaxLength(SavedView.NameLength);
        builder.Property(view => view.Query).HasMaxLength(SavedView.QueryLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(view => view.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(view => new { view.List, view.OwnerId });
    }
}

public static class SavedViewQueries
{
    /// <summary>His own and the shared ones.</summary>
    public static IQueryable<SavedView> VisibleTo(this IQueryable<SavedView> views, Viewer viewer, string list) =>
        views.Where(view => view.List == list && (view.IsShared || view.OwnerId == viewer.PersonId));
}
