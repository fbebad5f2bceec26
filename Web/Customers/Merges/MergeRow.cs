using SiCrm.Domain.Access;
using SiCrm.Domain.Customers.Merging;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Merging;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Customers.Merges;

/// <summary>A merge as the list shows it; the record that stays is one that the viewer may see.</summary>
public sealed record MergeRow
{
    public long Id { get; init; }

    public long KeptId { get; init; }

    public required string Kept { get; init; }

    public required string Merged { get; init; }

    public DateTime At { get; init; }

    public long? ById { get; init; }

    public DateTime? UndoneAt { get; init; }

    public static IQueryable<MergeRow> VisibleTo(CrmDbContext db, Viewer viewer) =>
        from merge in db.CustomerMerges
        join kept in db.Customers.VisibleTo(viewer) on merge.KeptId equals kept.Id
        join merged in db.Customers on merge.MergedId equals merged.Id
        select new MergeRow
        {
            Id = merge.Id, KeptId = kept.Id, Kept = kept.Name, Merged = merged.Name, At = merge.At, ById = merge.ById, UndoneAt = merge.UndoneAt,
        };
}

public sealed record MergeListPage(IReadOnlyList<MergeRow> Rows, string? Next, OrganisationFacts Names);

/// <summary>One merge: what it did, and whether it can still be taken back.</summary>
public sealed record MergeDetail(MergeRow Row, MergeRecord Record, Refusal? CanUndo, OrganisationFacts Names)
{
    /// <summary>Receipts whose match has to be taken back first.</summary>
    public IReadOnlyList<MatchedReceipt> Across { get; init; } = new List<MatchedReceipt>();

    public bool OpensReceipts { get; init; }

    /// <summary>How many rows of each table moved; those whom the customer had referred are counted together.</summary>
    public IEnumerable<(string Table, int Count)> Moved =>
        Record.Moved.GroupBy(moved => moved.Column == "ReferredById" ? "Referrals" : moved.Table).Select(group => (group.Key, group.Sum(moved => moved.Ids.Count)));
}
