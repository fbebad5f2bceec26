using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SiCrm.Infrastructure.Database;

/// <summary>Brings a database to the program's schema.</summary>
public static class Migrations
{
    /// <summary>A statement of a page may take half a minute; one that makes an index for ten years of a large company takes as long as it takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>That the migrations make what the model says is held to by a spec; to build the model twice more and compare would cost each first start a second.</summary>
    internal static DbContextOptionsBuilder WithoutDriftCheck(this DbContextOptionsBuilder options) =>
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    /// <exception cref="NewerSchemaException">The database was made by a newer program.</exception>
    public static async Task MigrateAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.RefuseNewerSchemaAsync(cancel);
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            var patience = db.Database.GetCommandTimeout();
            db.Database.SetCommandTimeout(Patience);
            try
            {
                await db.ApplyMigrationsAsync(cancel);
            }
            finally
            {
                db.Database.SetCommandTimeout(patience);
            }
        }
    }

    /// <summary>Whether the database has exactly this program's schema.</summary>
    public static async Task<bool> IsCurrentAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return (await db.Database.GetAppliedMigrationsAsync(cancel)).SequenceEqual(db.Database.GetMigrations());
    }

    /// <exception cref="NewerSchemaException">The database was made by a newer program.</exception>
    public static async Task RefuseNewerSchemaAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var known = db.Database.GetMigrations().ToHashSet();
        if (await db.Database.CanConnectAsync(cancel)
            && (await db.Database.GetAppliedMigrationsAsync(cancel)).FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new NewerSchemaException(unknown);
        }
    }
}

/// <summary>The database has a migration that this program does not know.</summary>
public sealed class NewerSchemaException(string migration)
    : Exception($"The database was made by a newer program (migration {migration}). Start that program, or restore a backup made before it.")
{
    public string Migration { get; } = migration;
}
