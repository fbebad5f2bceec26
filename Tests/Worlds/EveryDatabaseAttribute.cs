using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace SiCrm.Tests.Worlds;

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>
/// Runs a theory on SQLite and on PostgreSQL. Without <c>SICRM_TEST_POSTGRES</c> the second is skipped, visibly;
/// where everything is required (<c>SICRM_REQUIRE_ALL=1</c>) it fails instead.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EveryDatabaseAttribute(params object?[] more) : DataAttribute
{
    public static string? PostgresAddress => Environment.GetEnvironmentVariable("SICRM_TEST_POSTGRES") is { Length: > 0 } set ? set : null;

    public static bool RequireAll => Environment.GetEnvironmentVariable("SICRM_REQUIRE_ALL") == "1";

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        IReadOnlyCollection<ITheoryDataRow> rows = [Row(DatabaseKind.Sqlite, more), Row(DatabaseKind.Postgres, more)];
        return new(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => true;

    internal static TheoryDataRow Row(DatabaseKind kind, params object?[] more) => new([kind, .. more])
    {
        Skip = kind == DatabaseKind.Postgres && PostgresAddress is null && !RequireAll ? "SICRM_TEST_POSTGRES is not set" : null,
    };
}

/// <summary>Both databases and both languages, each once: for a long walk whose words and whose rows have nothing to do with each other.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachDatabaseInALanguageAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        IReadOnlyCollection<ITheoryDataRow> rows = [EveryDatabaseAttribute.Row(DatabaseKind.Sqlite, "zh-CN"), EveryDatabaseAttribute.Row(DatabaseKind.Postgres, "en")];
        return new(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
