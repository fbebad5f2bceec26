using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace SiCrm.Infrastructure.Database.Backups;

/// <summary>
/// Carries the rows of every table from one engine to the other: each value as the source stores it becomes what the model
/// means, and that becomes what the target stores.
/// </summary>
internal sealed class TableCopy(CrmDbContext source, CrmDbContext target)
{
    /// <summary>Tables in the order in which foreign keys let them be filled.</summary>
    public IReadOnlyList<ITable> Tables { get; } = InOrder(source.Model.GetRelationalModel().Tables.ToList());

    public IReadOnlyList<CopiedColumn> ColumnsOf(ITable table)
    {
        var there = target.Model.GetRelationalModel().FindTable(table.Name, table.Schema)
            ?? throw new InvalidOperationException($"The other model has no table {table.Name}.");
        return [.. table.Columns.Select(column => new CopiedColumn(
            column.Name, column.PropertyMappings[0].TypeMapping, Column(there, column.Name).PropertyMappings[0].TypeMapping))];
    }

    /// <summary>The rows of a table, each value ready for the target; the array is used again for the next row.</summary>
    public async IAsyncEnumerable<object?[]> RowsAsync(ITable table, IReadOnlyList<CopiedColumn> columns, DbTransaction transaction)
    {
        await using var command = source.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT {string.Join(", ", columns.Select(column => $"\"{column.Name}\""))} FROM \"{table.Name}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var row = new object?[columns.Count];
        while (await reader.ReadAsync())
        {
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : columns[i].Carry(reader, i);
            }

            yield return row;
        }
    }

    /// <summary>A fresh schema has the stages that a migration put there; those that are copied take their place.</summary>
    public static Task MakeRoomAsync(ITable table, CrmDbContext target, CancellationToken cancel) =>
        table.Name == "Stages" ? target.Database.ExecuteSqlAsync($"DELETE FROM \"Stages\"", cancel) : Task.CompletedTask;

    private static IColumn Column(ITable table, string name) =>
        table.Columns.FirstOrDefault(column => column.Name == name) ?? throw new InvalidOperationException($"The other model has no {table.Name}.{name}.");

    private static List<ITable> InOrder(List<ITable> rest)
    {
        var ordered = new List<ITable>();
        while (rest.Count > 0)
        {
            var next = rest.Find(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || ordered.Contains(key.PrincipalTable)))
                ?? throw new InvalidOperationException($"The tables {string.Join(", ", rest.Select(table => table.Name))} refer to each other in a circle.");
            rest.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }
}

/// <summary>One column on its way.</summary>
internal sealed class CopiedColumn(string name, RelationalTypeMapping from, RelationalTypeMapping to)
{
    private readonly Func<DbDataReader, int, object> _read = Reading(from.Converter?.ProviderClrType ?? from.ClrType);

    public string Name { get; } = name;

    public string StoreType { get; } = to.StoreTypeNameBase;

    public object? Carry(DbDataReader reader, int index)
    {
        var stored = _read(reader, index);
        var meant = from.Converter is { } back ? back.ConvertFromProvider(stored) : stored;
        return to.Converter is { } there ? there.ConvertToProvider(meant) : meant;
    }

    private static Func<DbDataReader, int, object> Reading(Type type) =>
        typeof(CopiedColumn).GetMethod(nameof(Read), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            ?.MakeGenericMethod(Nullable.GetUnderlyingType(type) ?? type).CreateDelegate<Func<DbDataReader, int, object>>()
        ?? throw new InvalidOperationException(type.Name);

    private static object Read<T>(DbDataReader reader, int index)
        where T : notnull => reader.GetFieldValue<T>(index);
}
