using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>Adds numbers to roll-up rows that may or may not exist, row by row or, where each statement is a turn to a server, many in one.</summary>
public static class RollupUpsert
{
    private const int RowsPerStatement = 10;

    /// <summary>What one lead's step changes goes to the server in one turn.</summary>
    private const int StatementsAtOnce = 4;

    /// <summary>
    /// Adds a ledger to the roll-ups, inside <c>WriteAsync</c>. The rows go in order of their keys, so that two writers never wait for each other in a ring.
    /// </summary>
    public static async Task AddRollupsAsync(this CrmDbContext db, PromotionLedger ledger, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        (IEntityType Type, object[] Rows)[] tables =
        [
            Table(db, ledger.Lines.OrderBy(l => l.Grouping).ThenBy(l => l.Week).ThenBy(l => l.Key, StringComparer.Ordinal)),
            Table(db, ledger.Paths.OrderBy(p => p.Week).ThenBy(p => p.From).ThenBy(p => p.To)),
            Table(db, ledger.Stays.OrderBy(s => s.Week).ThenBy(s => s.Status).ThenBy(s => s.Tenths)),
        ];
        if (tables.All(table => db.TryAddOneByOne(table.Type, table.Rows)))
        {
            return;
        }

        foreach (var some in tables.SelectMany(table => Statements(table.Type, table.Rows)).Chunk(StatementsAtOnce))
        {
            await db.Database.OpenConnectionAsync(cancel);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            Array.ForEach(some, write => write(command));
            await command.ExecuteNonQueryAsync(cancel);
            await db.Database.CloseConnectionAsync();
        }
    }

    private static (IEntityType, object[]) Table<T>(CrmDbContext db, IEnumerable<T> rows)
        where T : class => (db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException(typeof(T).Name), [.. rows]);

    private static IEnumerable<Action<DbCommand>> Statements(IEntityType type, object[] rows)
    {
        var statement = new Statement(type);
        return rows.Chunk(RowsPerStatement).Select(some => (Action<DbCommand>)(command => statement.Insert(command, some)));
    }

    private sealed class Statement(IEntityType type)
    {
        private readonly List<(string Name, IProperty Property, Func<object, object?> Value)> _columns = [.. ColumnsOf(type, row => row)];

        public void Insert(DbCommand command, object[] rows)
        {
            var name = Quoted(type.GetTableName() ?? "");
            var keys = type.GetKeys().Single().Properties.Select(property => Quoted(ColumnName(property))).ToList();
            var sql = new StringBuilder("INSERT INTO ").Append(name)
                .Append(" (").AppendJoin(", ", _columns.Select(column => column.Name)).Append(") VALUES ");
            for (var i = 0; i < rows.Length; i++)
            {
                sql.Append(i == 0 ? "(" : ", (").AppendJoin(", ", _columns.Select(column => Parameter(command, column, rows[i]))).Append(')');
            }

            sql.Append(" ON CONFLICT (").AppendJoin(", ", keys).Append(") DO UPDATE SET ").AppendJoin(", ", _columns
                .Where(column => !keys.Contains(column.Name)).Select(column => $"{column.Name} = {name}.{column.Name} + excluded.{column.Name}"));
            command.CommandText += sql.Append(';').ToString();
        }

        private static IEnumerable<(string, IProperty, Func<object, object?>)> ColumnsOf(ITypeBase type, Func<object, object?> owner) =>
            type.GetProperties().Select(property => (Quoted(ColumnName(property)), property, Of(property, owner)))
                .Concat(type.GetComplexProperties().SelectMany(part => ColumnsOf(part.ComplexType, Of(part, owner))));

        private static Func<object, object?> Of(IPropertyBase property, Func<object, object?> owner) =>
            row => property.PropertyInfo?.GetValue(owner(row));

        private static string Parameter(DbCommand command, (string, IProperty Property, Func<object, object?> Value) column, object row)
        {
            var name = $"@p{command.Parameters.Count}";
            command.Parameters.Add(column.Property.GetRelationalTypeMapping().CreateParameter(command, name, column.Value(row)));
            return name;
        }

        private static string ColumnName(IProperty property) => property.GetTableColumnMappings().Single().Column.Name;

        private static string Quoted(string name) => $"\"{name}\"";
    }
}
