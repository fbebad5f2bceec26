using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Plans;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Database;

/// <summary>The one model on both databases; what differs between them is a virtual member of this class.</summary>
public abstract partial class CrmDbContext(DbContextOptions options, Company company) : IdentityUserContext<Account, long>(options)
{
    private RollupKeeper? _rollups;

    public Company Company { get; } = company;

    /// <summary>Keeps the weekly roll-ups beside the leads' histories.</summary>
    public RollupKeeper Rollups => _rollups ??= new RollupKeeper(this);

    /// <summary>Runs a unit of work of several statements in one write transaction; on SQLite behind the process's one write lock.</summary>
    public abstract Task<T> WriteAsync<T>(Func<Task<T>> work, CancellationToken cancel = default);

    /// <summary>Runs several reads that see the database as it is at one moment; nobody waits for them.</summary>
    public abstract Task<T> ReadAsync<T>(Func<Task<T>> work, CancellationToken cancel = default);

    /// <summary>
    /// Reads two things at the same time, the second on a connection and a thread of its own: a long report takes half of its time where a
    /// core has nothing else to do. Each may be of another moment.
    /// </summary>
    public async Task<(TOne One, TOther Other)> ReadTogetherAsync<TOne, TOther>(
        Func<CrmDbContext, Task<TOne>> one, Func<CrmDbContext, Task<TOther>> other, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(one);
        await ExpectReportAsync(cancel);
        var beside = Task.Run(() => ReadBesideAsync(other, cancel), cancel);
        try
        {
            return (await one(this), await beside);
        }
        finally
        {
            await ((Task)beside).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Reads on a connection and a thread of its own what this one has further questions about: the next is read while they are answered.</summary>
    internal async IAsyncEnumerable<T> ReadAheadAsync<T>(Func<CrmDbContext, IAsyncEnumerable<T>> read, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var other = Another();
        await other.Database.OpenConnectionAsync(cancel);
        using var stop = other.StopAt(cancel);
        await other.ExpectReportAsync(cancel);
        await foreach (var item in read(other).AheadAsync(cancel))
        {
            yield return item;
        }
    }

    private async Task<T> ReadBesideAsync<T>(Func<CrmDbContext, Task<T>> read, CancellationToken cancel)
    {
        await using var other = Another();
        await other.Database.OpenConnectionAsync(cancel);
        using var stop = other.StopAt(cancel);
        await other.ExpectReportAsync(cancel);
        return await read(other);
    }

    /// <summary>Tells the server what a report reads before this connection is given back: much, and all of it in memory.</summary>
    public virtual Task ExpectReportAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>A context of the same database.</summary>
    protected abstract CrmDbContext Another();

    /// <summary>Makes every writer of the roll-ups wait until the present transaction ends.</summary>
    public virtual Task HoldRollupsAsync(CancellationToken cancel = default) => Task.CompletedTask;

    public Task WriteAsync(Func<Task> work, CancellationToken cancel = default) => WriteAsync(async () =>
    {
        await work();
        return true;
    }, cancel);

    /// <summary>
    /// Inserts new entities with their rows in one go, past the change tracker and what it keeps (see <see cref="LeadBook"/>);
    /// the entities have their keys afterwards.
    /// </summary>
    public Task InsertInBulkAsync<T>(IReadOnlyList<T> rows, CancellationToken cancel = default) where T : class
    {
        CustomerBook.Keep(rows);
        return WriteAsync(() => Rollups.InsertAsync(rows, () => BulkWriter.InsertAsync(TypeOf<T>(), rows, cancel), cancel), cancel);
    }

    /// <summary>Inserts what is new among the rows that hang on entities which are here already: their history, their changes.</summary>
    public Task InsertNewRowsInBulkAsync<T>(IReadOnlyList<T> owners, CancellationToken cancel = default) where T : class =>
        WriteAsync(() => BulkWriter.InsertChildrenAsync(TypeOf<T>(), owners, cancel), cancel);

    /// <summary>Writes the named properties of entities that are here already, or all of them, as many at a time; no version is checked.</summary>
    public Task UpdateInBulkAsync<T>(IReadOnlyList<T> rows, params string[] properties) where T : class =>
        WriteAsync(() => Rollups.UpdateAsync(rows, properties, () => BulkWriter.UpdateAsync(TypeOf<T>(), rows, properties, CancellationToken.None)));

    /// <summary>
    /// Fills tables that are empty: takes their indexes, triggers and (on a server) foreign keys away and makes them anew at the end,
    /// which is quicker than keeping them row by row. A process that is killed meanwhile leaves the database without them.
    /// </summary>
    public abstract Task WithoutIndexesAsync(IReadOnlyCollection<Type> types, Func<Task> fill, CancellationToken cancel = default);

    /// <summary>Adds numbers to rows that may or may not exist, inside <see cref="WriteAsync{T}"/>; false where many rows to a statement are quicker.</summary>
    internal virtual bool TryAddOneByOne(IEntityType type, IReadOnlyList<object> rows) => false;

    /// <summary>The names of the indexes that are there.</summary>
    public abstract IQueryable<string> IndexNames { get; }

    /// <summary>A list of texts as rows, to look each of them up in one statement.</summary>
    public abstract IQueryable<string> Texts(IEnumerable<string> texts);

    /// <summary>Makes whoever wants to write these customers wait until the present transaction ends.</summary>
    public virtual Task HoldCustomersAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>Makes whoever wants to write these leads wait until the present transaction ends.</summary>
    public virtual Task HoldLeadsAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>Makes whoever wants to write these opportunities wait until the present transaction ends.</summary>
    public virtual Task HoldOpportunitiesAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>Makes whoever wants to enter a receipt under this number of the bank wait until the present transaction ends.</summary>
    public virtual Task HoldReceiptNumberAsync(string reference, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>Makes whoever wants to change what price lists say wait until the present transaction ends.</summary>
    public virtual Task HoldPriceListsAsync(CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>
    /// The ids of leads whose search text matches every token of the query, or the newest <paramref name="most"/> of them, newest first;
    /// to be used inside another query.
    /// </summary>
    public abstract IQueryable<long> LeadsMatching(string query, int? most = null);

    /// <summary>The same for customers.</summary>
    public abstract IQueryable<long> CustomersMatching(string query, int? most = null);

    /// <summary>The same for contacts.</summary>
    public abstract IQueryable<long> ContactsMatching(string query, int? most = null);

    /// <summary>The same for opportunities.</summary>
    public abstract IQueryable<long> OpportunitiesMatching(string query, int? most = null);

    /// <summary>The same for contracts.</summary>
    public abstract IQueryable<long> ContractsMatching(string query, int? most = null);

    /// <summary>The database is occupied or out of reach at the moment; the same may succeed in a few seconds.</summary>
    public abstract bool IsBusy(Exception exception);

    /// <summary>Stops the statement that runs when nobody wants its answer any more; null where the token that goes with each statement does so.</summary>
    /// <remarks>The connection is open, and the answer is disposed of before it is closed.</remarks>
    public virtual IDisposable? StopAt(CancellationToken cancel) => null;

    /// <summary>Brings the schema up to date, one process at a time.</summary>
    public virtual async Task ApplyMigrationsAsync(CancellationToken cancel = default)
    {
        await Database.MigrateAsync(cancel);
        await CreateBeyondModelAsync(cancel);
        await CustomerBook.CatchUpAsync(this, cancel);
    }

    /// <summary>Creates what the model can't say (full-text tables, triggers); safe to repeat.</summary>
    public abstract Task CreateBeyondModelAsync(CancellationToken cancel = default);

    /// <summary>The next number of a series, for example <c>L-2026-00042</c>; call it inside <see cref="WriteAsync{T}"/>.</summary>
    public async Task<string> NextNumberAsync(string series, int year, CancellationToken cancel = default) =>
        (await NextNumbersAsync(series, year, 1, cancel))[0];

    /// <summary>As many next numbers of a series; call it inside <see cref="WriteAsync{T}"/>.</summary>
    public async Task<IReadOnlyList<string>> NextNumbersAsync(string series, int year, int count, CancellationToken cancel = default)
    {
        var last = await Database.SqlQuery<long>(
            $"""INSERT INTO "NumberSeries" ("Name", "Year", "Last") VALUES ({series}, {year}, {count}) ON CONFLICT ("Name", "Year") DO UPDATE SET "Last" = "NumberSeries"."Last" + {count} RETURNING "Last" AS "Value" """)
            .ToListAsync(cancel);
        return [.. Enumerable.Range(1, count).Select(i => $"{series}-{year}-{last[0] - count + i:00000}")];
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        WriteAsync(async () =>
        {
            await KeepBooksAsync(cancellationToken);
            var rows = 0;
            try
            {
                await Rollups.SaveAsync(async () => rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken), cancellationToken);
                return rows;
            }
            catch (DbUpdateException broken) when (IsLostUpdate(broken))
            {
                throw new DbUpdateConcurrencyException(broken.Message, broken);
            }
        }, cancellationToken);

    /// <summary>What is kept beside the changes; they are looked for once, not by each book anew.</summary>
    private async Task KeepBooksAsync(CancellationToken cancel)
    {
        var detects = ChangeTracker.AutoDetectChangesEnabled;
        if (detects)
        {
            ChangeTracker.DetectChanges();
        }

        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            LeadBook.Keep(this);
            RefuseToRewriteTheLog();
            await CareBook.KeepAsync(this, cancel);
            await PlanBook.KeepAsync(this, cancel);
            CustomerBook.Keep(this);
            await this.KeepNoticesAsync(cancel);
            await this.KeepContractNoticesAsync(cancel);
            await GateBook.KeepAsync(this, cancel);
            await this.SettleNoticesAsync(cancel);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detects;
        }
    }

    /// <summary>Every write goes through the one lock, which is waited for asynchronously.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync.");

    /// <summary>Two writers write the same position of one history, a record's or the matrix's: the second loses, whichever statement came first.</summary>
    private static bool IsLostUpdate(DbUpdateException broken) => broken is not DbUpdateConcurrencyException
        && broken.Entries.Any(entry => entry.Entity is LeadEvent { Seq: > 1 } or CustomerEvent { Seq: > 1 } or ContractEvent { Seq: > 1 } or OpportunityEvent { Seq: > 1 } or QuoteEvent { Seq: > 1 }
            or BuyingCentre or AccessRevision);

    /// <summary>The database refuses it too; here the mistake shows where it is made.</summary>
    private void RefuseToRewriteTheLog()
    {
        if (ChangeTracker.Entries<AuditEntry>().Any(entry => entry.State is EntityState.Modified or EntityState.Deleted))
        {
            throw new InvalidOperationException("The audit log is written once.");
        }

        if (ChangeTracker.Entries<AppraisalSheet>().Any(entry => entry.State is EntityState.Modified or EntityState.Deleted))
        {
            throw new InvalidOperationException("A closed sheet never changes.");
        }
    }

    private protected abstract BulkWriter BulkWriter { get; }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(CrmDbContext).Assembly);
        foreach (var version in builder.Model.GetEntityTypes().Select(type => type.FindProperty("Version")).OfType<IMutableProperty>())
        {
            version.IsConcurrencyToken = true;
        }
    }

    /// <summary>The tables of these types, for SQL.</summary>
    protected string[] TablesOf(IReadOnlyCollection<Type> types) => [.. types.Select(type => Model.FindEntityType(type)?.GetTableName() ?? type.Name)];

    private IEntityType TypeOf<T>() => Model.FindEntityType(typeof(T)) ?? throw new ArgumentException($"{typeof(T).Name} is not in the model.");

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<Money>().HaveConversion<MoneyConverter>();
        configurationBuilder.Properties<Percent>().HaveConversion<PercentConverter>();
        configurationBuilder.Properties<AccessRight>().HaveConversion<AccessRightConverter>().HaveMaxLength(AccessRight.NameLength);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(24);
    }
}
