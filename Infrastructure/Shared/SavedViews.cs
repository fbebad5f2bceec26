using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

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
    private const int Most = 100;

    private static readonly FrequentQuery<Func<CrmDbContext, string, long?, IAsyncEnumerable<SavedView>>> Views = new(() => EF.CompileAsyncQuery(
        (CrmDbContext db, string list, long? person) => db.SavedViews.AsNoTracking()
            .Where(view => view.List == list && (view.IsShared || view.OwnerId == person)).OrderBy(view => view.Name).Take(Most)));

    /// <summary>The viewer's own views of a list and the shared ones, by name.</summary>
    public static async Task<IReadOnlyList<SavedView>> ViewsOfAsync(this CrmDbContext db, string list, Viewer viewer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        return await Views.On(db)(db, list, viewer.PersonId).ToListAsync(cancel);
    }
}
