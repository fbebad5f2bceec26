using System.Text.RegularExpressions;

namespace SiCrm.Tests.Architecture;

public partial class DatabaseSpecs
{
    /// <summary>Where the one choice between the databases is made.</summary>
    const string Composition = "Infrastructure/Database/CrmDatabase.cs";

    /// <summary>A backup is a file of the embedded database, whichever it was made of.</summary>
    const string Backups = "Infrastructure/Database/Backups/";

    static readonly string[] ProviderFolders = ["Infrastructure/Database/Sqlite/", "Infrastructure/Database/Postgres/"];

    [Fact]
    public void No_file_names_a_database_but_those_that_are_made_for_it() =>
        Rule.Holds(
            from file in SourceTree.Files(SourceTree.Product, "*.cs").Concat(SourceTree.Views())
            where file != Composition && !ProviderFolders.Append(Backups).Any(file.StartsWith)
            let name = Provider().Match(CSharpText.WithoutComments(SourceTree.Read(file)))
            where name.Success
            select $"{file}: {name.Value}");

    [Fact]
    public void Each_provider_is_named_only_in_its_own_folder() =>
        Rule.Holds([.. Naming(ProviderFolders[0], "Npgsql"), .. Naming(ProviderFolders[1], "Sqlite")]);

    [Fact]
    public void Sql_is_never_put_together_from_text_outside_the_database_folder() =>
        Rule.Holds(
            from file in SourceTree.Code(SourceTree.Product)
            where !file.StartsWith("Infrastructure/Database/", StringComparison.Ordinal)
            from Match built in BuiltSql().Matches(CSharpText.WithoutComments(SourceTree.Read(file)))
            select $"{file}: {built.Value}");

    [Fact]
    public void Built_sql_is_recognised()
    {
        Assert.Matches(BuiltSql(), "db.Leads.FromSqlRaw($\"SELECT {x}\")");
        Assert.Matches(BuiltSql(), "ExecuteSqlRawAsync(\n    \"DELETE FROM \" + table)");
        Assert.Matches(BuiltSql(), "command.CommandText = $\"SELECT {x}\"");
        Assert.DoesNotMatch(BuiltSql(), "db.Database.SqlQuery<long>($\"SELECT {id}\")");
        Assert.DoesNotMatch(BuiltSql(), "command.CommandText = \"SELECT 1\"");
    }

    static IEnumerable<string> Naming(string folder, string other) =>
        Directory.Exists(SourceTree.Path(folder))
            ? SourceTree.Files(folder, "*.cs")
                .Where(file => CSharpText.OnlyCode(SourceTree.Read(file)).Contains(other, StringComparison.Ordinal))
            : [];

    [GeneratedRegex("sqlite|npgsql|postgres", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Provider();

    /// <summary>Text put together where the framework does not turn the holes into parameters.</summary>
    [GeneratedRegex(
        @"(?:SqlRaw(?:Async)?|SqlQueryRaw)(?:<[^>]*>)?\(\s*(?:\$|""[^""]*""\s*\+|[a-z])"
        + @"|CommandText\s*=\s*(?:\$|""[^""]*""\s*\+)",
        RegexOptions.NonBacktracking)]
    private static partial Regex BuiltSql();
}
