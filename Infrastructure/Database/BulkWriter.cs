using System.Collections;
using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata;

namespace SiCrm.Infrastructure.Database;

/// <summary>
/// Inserts many new entities and what hangs on them, or updates many, past the change tracker: tens of thousands of
/// rows a second. Each database knows its own fastest way to hand out keys and to take rows.
/// </summary>
internal abstract class BulkWriter(CrmDbContext db)
{
    private static readonly ConcurrentDictionary<IEntityType, BulkTable> Tables = new();

    protected CrmDbContext Db { get; } = db;

    public async Task InsertAsync(IEntityType type, IReadOnlyList<object> rows, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var table = TableOf(type);
        var key = await ReserveKeysAsync(table, rows.Count, cancel);
        for (var i = 0; i < rows.Count; i++)
        {
            table.SetKey(rows[i], key[i]);
        }

        PointAtParents(table, rows);
        await WriteAsync(table, rows, cancel);
        await InsertChildrenAsync(type, rows, cancel);
    }

    /// <summary>Inserts the rows without a key among those that hang on rows which are in the database.</summary>
    public async Task InsertChildrenAsync(IEntityType type, IReadOnlyList<object> owners, CancellationToken cancel)
    {
        var table = TableOf(type);
        foreach (var navigation in table.SharedChildren)
        {
            NewChildrenOf(owners, table, navigation);
        }

        foreach (var navigation in table.Children)
        {
            await InsertAsync(navigation.TargetEntityType, NewChildrenOf(owners, table, navigation), cancel);
        }
    }

    public async Task UpdateAsync(IEntityType type, IReadOnlyList<object> rows, IEnumerable<string> properties, CancellationToken cancel)
    {
        if (rows.Count > 0)
        {
            var table = TableOf(type);
            List<BulkColumn> columns = [.. properties.Select(table.Column)];
            await WriteChangesAsync(table, rows, columns.Count > 0 ? columns : [.. table.Columns.Where(column => column != table.Key)], cancel);
        }
    }

    protected abstract Task<IReadOnlyList<long>> ReserveKeysAsync(BulkTable table, int count, CancellationToken cancel);

    protected abstract Task WriteAsync(BulkTable table, IReadOnlyList<object> rows, CancellationToken cancel);

    protected abstract Task WriteChangesAsync(
        BulkTable table, IReadOnlyList<object> rows, IReadOnlyList<BulkColumn> columns, CancellationToken cancel);

    protected static BulkTable TableOf(IEntityType type) => Tables.GetOrAdd(type, t => new BulkTable(t));

    private static void PointAtParents(BulkTable table, IReadOnlyList<object> rows)
    {
        foreach (var navigation in table.Parents)
        {
            var (foreignKey, target) = (navigation.ForeignKey.Properties[0].PropertyInfo, TableOf(navigation.TargetEntityType));
            foreach (var row in rows)
            {
                if (navigation.GetGetter().GetClrValue(row) is { } parent)
                {
                    foreignKey?.SetValue(row, target.KeyOf(parent));
                }
            }
        }
    }

    /// <summary>They point at their owners from here on.</summary>
    private static List<object> NewChildrenOf(IReadOnlyList<object> owners, BulkTable table, INavigation navigation)
    {
        var foreignKey = navigation.ForeignKey.Properties[0].PropertyInfo;
        var target = TableOf(navigation.TargetEntityType);
        var children = new List<object>();
        foreach (var owner in owners)
        {
            var rows = navigation.GetGetter().GetClrValue(owner) as IEnumerable ?? Array.Empty<object>();
            foreach (var child in rows.Cast<object>().Where(child => target.KeyOf(child) is 0L))
            {
                foreignKey?.SetValue(child, table.KeyOf(owner));
                children.Add(child);
            }
        }

        return children;
    }
}
