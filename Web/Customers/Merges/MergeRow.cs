using SiCrm.Domain.Access;
using SiCrm.Domain.Customers.Merging;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Customers.Merges;

/// <summary>A merge as the list shows it; the record that stays is one that the viewer may see.</summary>
public sealed record MergeRow(long Id, long KeptId, string Kept, string Merged, DateTime At, long? ById, DateTime? UndoneAt)
{
    public static IQueryable<MergeRow> VisibleTo(CrmDbContext db, Viewer viewer) =>
        from merge in db.CustomerMerges
        join kept in db.Customers.VisibleTo(viewer) on merge.KeptId equals kept.Id
        join merged in db.Customers on merge.MergedId equals merged.Id
        select new MergeRow(merge.Id, kept.Id, kept.Name, merged.Name, merge.At, merge.ById, merge.UndoneAt);
}

public sealed record MergeListPage(IReadOnlyList<MergeRow> Rows, string? Next, OrganisationFacts Names);

/// <summary>One merge: what it did, and whether it can still be taken back.</summary>
public sealed record MergeDetail(MergeRow Row, MergeRecord Record, Refusal? CanUndo, OrganisationFacts Names)
{
    /// <summary>How many rows of each table moved.</summary>
    public IEnumerable<(string Table, int Count)> Moved =>
        Record.Moved.GroupBy(moved => moved.Table).Select(group => (group.Key, group.Sum(moved => moved.Ids.Count)));
}
