using Microsoft.EntityFrameworkCore;

namespace SiCrm.Infrastructure.Database;

/// <summary>Brings a database to the program's schema.</summary>
public static class Migrations
{
    /// <exception cref="NewerSchemaException">The database was made by a newer program.</exception>
    public static async Task MigrateAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.RefuseNewerSchemaAsync(cancel);
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            await db.ApplyMigrationsAsync(cancel);
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
