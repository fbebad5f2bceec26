using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Commands;

/// <summary>Sees to it that a verb finds the database that it needs, and knows the company.</summary>
internal sealed class DatabaseGate(CrmDbContext db, DatabaseEngine engine)
{
    /// <exception cref="CommandFailed">There is no database, or its schema is an older one.</exception>
    /// <exception cref="NewerSchemaException">The database was made by a newer program.</exception>
    public async Task OpenAsync(DatabaseNeed need, CancellationToken cancel)
    {
        if (need == DatabaseNeed.None)
        {
            return;
        }

        var isThere = await db.Database.CanConnectAsync(cancel);
        var applied = isThere ? (await db.Database.GetAppliedMigrationsAsync(cancel)).Count() : 0;
        if (applied == 0 && need == DatabaseNeed.Existing)
        {
            throw new CommandFailed("Commands.NoDatabase", engine.Place);
        }

        if (applied == 0)
        {
            await db.MigrateAsync(cancel);
        }

        await db.RefuseNewerSchemaAsync(cancel);
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            throw new CommandFailed("Commands.OlderSchema");
        }

        await db.ReadCompanyAsync(cancel);
    }
}
