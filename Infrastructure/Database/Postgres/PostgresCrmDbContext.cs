using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Database.Postgres;

/// <summary>The database of several web nodes.</summary>
public sealed class PostgresCrmDbContext(DbContextOptions<PostgresCrmDbContext> options, Company company) : CrmDbContext(options, company)
{
    /// <summary>The order of the embedded database: by character, whatever the server's language, and quickest.</summary>
    private const string ByCharacter = "C";

    private const string Hit = """to_tsvector('simple', "SearchText") @@ to_tsquery('simple', {0})""";

    /// <summary>So many of the newest rows tell within half a millisecond how common a word is.</summary>
    private const int Sample = 1_024;

    /// <summary>So many of them are looked through within some eight milliseconds.</summary>
    private const int Near = 16 * Sample;

    public override async Task<T> WriteAsync<T>(Func<Task<T>> work, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Database.CurrentTransaction is not null)
        {
            return await work();
        }

        // Whoever fails gives up the whole unit of work: nothing is gone back to.
        Database.AutoSavepointsEnabled = false;
        await using var transaction = await Database.BeginTransactionAsync(cancel);
        var result = await work();
        await transaction.CommitAsync(cancel);
        return result;
    }

    public override async Task<T> ReadAsync<T>(Func<Task<T>> work, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (Database.CurrentTransaction is not null)
        {
            return await work();
        }

        await using var transaction = await Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        return await work();
    }

    /// <summary>
    /// What a report reads lies in memory or on flash: the server's usual price of a page elsewhere, four times that of the next, is a turning disk's, and that of a row passed over a third
    /// of what it is beside a page in memory: it walked 204,000 initiations to find 16,562. The pool forgets the settings.
    /// </summary>
    public override Task ExpectReportAsync(CancellationToken cancel) =>
        Database.ExecuteSqlRawAsync(
            "SET random_page_cost = 1.1; SET cpu_tuple_cost = 0.03; SET cpu_index_tuple_cost = 0.02; SET work_mem = '16MB'", cancel);

    protected override CrmDbContext Another() => new PostgresCrmDbContext(options, Company);

    public override Task HoldRollupsAsync(CancellationToken cancel = default) =>
        Database.ExecuteSqlAsync($"""LOCK TABLE "LeadWeekLines" IN SHARE ROW EXCLUSIVE MODE""", cancel);

    public override bool IsBusy(Exception exception) => exception.GetBaseException() is NpgsqlException { IsTransient: true };

    public override Task CreateBeyondModelAsync(CancellationToken cancel = default) =>
        RunAllAsync([PostgresAuditLog.Create, PostgresOpportunityIndustries.Create], cancel);

    public override IQueryable<long> LeadsMatching(string query, int? most = null) => Matching("Leads", query, most);

    public override IQueryable<long> CustomersMatching(string query, int? most = null) => Matching("Customers", query, most);

    public override IQueryable<long> ContactsMatching(string query, int? most = null) => Matching("Contacts", query, most);

    public override IQueryable<long> OpportunitiesMatching(string query, int? most = null) => Matching("Opportunities", query, most);

    public override IQueryable<long> ContractsMatching(string query, int? most = null) => Matching("Contracts", query, most);

    /// <summary>
    /// Hits come from the index of words before their order is asked for (OFFSET 0 keeps the two apart): the server would rather walk the newest
    /// rows and take each one's words anew, which takes a second. The index has to tell all hits of a common word before the newest are known: a word
    /// that the very newest rows make likely is looked for in the texts of the newest rows, and only where these are not enough in the index.
    /// </summary>
    private IQueryable<long> Matching(string table, string query, int? most)
    {
        var all = $"""SELECT "Id" AS "Value" FROM "{table}" WHERE {Hit}""";
        if (most is not { } count)
        {
            return Database.SqlQueryRaw<long>(all, MatchOf(query));
        }

        var tokens = SearchText.Query(query);
        var isThere = string.Concat(tokens.Select((_, i) => $$"""strpos(' ' || "SearchText", {{{i + 2}}}) > 0 AND """));
        var newest = $$"""
            WITH likely AS MATERIALIZED (
                SELECT count(*) AS hits FROM (SELECT "SearchText" FROM "{{table}}" ORDER BY "Id" DESC LIMIT {{Sample}}) AS newest WHERE {{isThere}}TRUE),
            near AS MATERIALIZED (
                SELECT "Id" AS "Value" FROM (
                    SELECT "Id", "SearchText" FROM "{{table}}" WHERE (SELECT hits FROM likely) * {{Near / Sample}} >= {1} ORDER BY "Id" DESC LIMIT {{Near}}) AS newest
                WHERE {{isThere}}{{Hit}} LIMIT {1})
            SELECT "Value" FROM near WHERE (SELECT count(*) FROM near) = {1}
            UNION ALL
            SELECT "Value" FROM (
                SELECT "Value" FROM ({{all}} OFFSET 0) AS found WHERE (SELECT count(*) FROM near) < {1} ORDER BY "Value" DESC LIMIT {1}) AS far
            """;
        return Database.SqlQueryRaw<long>(newest, [MatchOf(query), count, .. tokens.Select(token => " " + token)]);
    }

    /// <summary>Every token must be there, words and pairs of Chinese characters by prefix.</summary>
    private static string MatchOf(string query) => string.Join(" & ", SearchText.Query(query).Select(token => $"'{token}':*"));

    public override IQueryable<string> Texts(IEnumerable<string> texts)
    {
        var array = texts.ToArray();
        return Database.SqlQuery<string>($"""SELECT unnest({array}) AS "Value" """);
    }

    public override Task HoldLeadsAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default)
    {
        var array = ids.Order().ToArray();
        return Database.ExecuteSqlAsync($"""SELECT 1 FROM "Leads" WHERE "Id" = ANY({array}) ORDER BY "Id" FOR UPDATE""", cancel);
    }

    public override Task HoldCustomersAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default)
    {
        var array = ids.Order().ToArray();
        return Database.ExecuteSqlAsync($"""SELECT 1 FROM "Customers" WHERE "Id" = ANY({array}) ORDER BY "Id" FOR UPDATE""", cancel);
    }

    public override Task HoldOpportunitiesAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default)
    {
        var array = ids.Order().ToArray();
        return Database.ExecuteSqlAsync($"""SELECT 1 FROM "Opportunities" WHERE "Id" = ANY({array}) ORDER BY "Id" FOR UPDATE""", cancel);
    }

    /// <summary>There is no row yet that could be held.</summary>
    public override Task HoldReceiptNumberAsync(string reference, CancellationToken cancel = default) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"Receipt:" + reference}, 0))", cancel);

    /// <summary>That no product has a price in two lists at once is a matter of all of them.</summary>
    public override Task HoldPriceListsAsync(CancellationToken cancel = default) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"PriceLists"}, 0))", cancel);

    public override IQueryable<string> IndexNames =>
        Database.SqlQuery<string>($"""SELECT indexname AS "Value" FROM pg_indexes WHERE schemaname = current_schema()""");

    public override async Task WithoutIndexesAsync(IReadOnlyCollection<Type> types, Func<Task> fill, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var tables = TablesOf(types);
        var parts = await Database.SqlQuery<PostgresPart>(
            $"""
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS "Drop",
                format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS "Make", 2 AS "Turn"
            FROM pg_constraint WHERE contype = 'f' AND conrelid IN (SELECT format('%I', name)::regclass FROM unnest({tables}) name)
            UNION ALL
            SELECT format('DROP INDEX %I', i.indexname), i.indexdef, 1 FROM pg_indexes i
            WHERE i.schemaname = current_schema() AND i.tablename = ANY({tables}) AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)
            """).OrderBy(part => part.Turn).ToListAsync(cancel);
        await RunAllAsync(parts.Select(part => part.Drop), cancel);
        try
        {
            await fill();
        }
        finally
        {
            Database.SetCommandTimeout(0);
            await WriteAsync(
                () => RunAllAsync(parts.Select(part => part.Make).Prepend("SET LOCAL maintenance_work_mem = '256MB'"), CancellationToken.None),
                CancellationToken.None);
            await RunAllAsync(["VACUUM ANALYZE"], CancellationToken.None);
        }
    }

    private async Task RunAllAsync(IEnumerable<string> statements, CancellationToken cancel)
    {
        foreach (var statement in statements)
        {
            await Database.ExecuteSqlRawAsync(statement, cancel);
        }
    }

    private protected override BulkWriter BulkWriter => new PostgresBulkWriter(this);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Lead>().Property(lead => lead.Number).UseCollation(ByCharacter);
        builder.Entity<Lead>().Property(lead => lead.CompanyKey).UseCollation(ByCharacter);
        // A lead's company is looked up among the customers, and no index is of use between two collations.
        builder.Entity<Customer>().Property(customer => customer.NameKey).UseCollation(ByCharacter);
        builder.Entity<Lead>().HasIndex(lead => lead.SearchText).HasMethod("GIN").IsTsVectorExpressionIndex("simple");
        builder.Entity<Customer>().HasIndex(customer => customer.SearchText).HasMethod("GIN").IsTsVectorExpressionIndex("simple");
        builder.Entity<Contact>().Property(contact => contact.Name).UseCollation(ByCharacter);
        builder.Entity<Contact>().HasIndex(contact => contact.SearchText).HasMethod("GIN").IsTsVectorExpressionIndex("simple");
        // Presales cost asks this of tens of thousands of opportunities, whose rows are wide; SQLite would go by the row's number all the same.
        builder.Entity<Opportunity>().HasIndex(
            [
                nameof(Opportunity.Id), nameof(Opportunity.State), nameof(Opportunity.ClosedAt), OpportunityIndustry.Column, nameof(Opportunity.CustomerId), nameof(Opportunity.RegionId),
                nameof(Opportunity.OwnerId),
            ],
            "IX_Opportunities_Presales");
        builder.Entity<Initiation>().HasIndex(
            row => new
            {
                row.OpportunityId, row.DecidedAt, row.State, row.Id, row.ApproverId, row.Amount, row.Margin, row.Probability, row.BudgetTotal, row.Spent,
            },
            "IX_Initiations_Judged");
        builder.Entity<Opportunity>().HasIndex(row => row.SearchText).HasMethod("GIN").IsTsVectorExpressionIndex("simple");
        builder.Entity<Contract>().HasIndex(row => row.SearchText).HasMethod("GIN").IsTsVectorExpressionIndex("simple");
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }
}

/// <summary>An index or a foreign key: how it goes, and how it comes back, the indexes first.</summary>
internal sealed record PostgresPart(string Drop, string Make, int Turn);
