using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Database;

/// <summary>A column of a table that points at a record of another: the rows that point at one can be made to point at another one.</summary>
public sealed record RowReference(string Table, string Column)
{
    private const int Chunk = 500;

    /// <summary>For a table of several types, whose rows name a record by its type and number; null for one that points at one type only.</summary>
    public RecordType? Type { get; init; }

    private string OfType => Type is { } type ? $"""AND "Type" = '{type}'""" : "";

    /// <summary>Every column of the model that points at records of the type.</summary>
    public static IReadOnlyList<RowReference> AllTo<T>(CrmDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return [.. (db.Model.FindEntityType(typeof(T))?.GetReferencingForeignKeys() ?? []).Select(Of)];
    }

    public static RowReference Of(IReadOnlyForeignKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var table = key.DeclaringEntityType.GetTableName() ?? "";
        return new RowReference(table, key.Properties[0].GetColumnName(StoreObjectIdentifier.Table(table)) ?? "");
    }

    public async Task<IReadOnlyList<long>> RowsAsync(CrmDbContext db, long id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var sql = $$"""SELECT "Id" AS "Value" FROM "{{Table}}" WHERE "{{Column}}" = {0} {{OfType}} ORDER BY "Id" """;
        return await db.Database.SqlQueryRaw<long>(sql, id).ToListAsync(cancel);
    }

    /// <summary>Which of these records are pointed at.</summary>
    public async Task<IReadOnlyList<long>> PointedAtAsync(CrmDbContext db, IReadOnlyList<long> ids, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var found = new List<long>();
        foreach (var some in ids.Chunk(Chunk))
        {
            var sql = $"""SELECT DISTINCT "{Column}" AS "Value" FROM "{Table}" WHERE "{Column}" IN ({string.Join(',', some)})""";
            found.AddRange(await db.Database.SqlQueryRaw<long>(sql).ToListAsync(cancel));
        }

        return found;
    }

    /// <summary>Of these rows, those that still point at the one then point at the other.</summary>
    public async Task MoveAsync(CrmDbContext db, IReadOnlyList<long> rows, long from, long to, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        foreach (var some in rows.Chunk(Chunk))
        {
            var sql = $$"""UPDATE "{{Table}}" SET "{{Column}}" = {0} WHERE "{{Column}}" = {1} AND "Id" IN ({{string.Join(',', some)}})""";
            await db.Database.ExecuteSqlRawAsync(sql, [to, from], cancel);
        }
    }
}
