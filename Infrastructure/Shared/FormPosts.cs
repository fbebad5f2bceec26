using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Shared;

/// <summary>
/// One form, one effect, however often it is sent: the first to take the key does the work in the same transaction, all
/// others wait for it and are told where it led.
/// </summary>
public static class FormPosts
{
    /// <summary>Inside <see cref="CrmDbContext.WriteAsync{T}"/>; null: the key is ours, do the work. Else where the work led.</summary>
    public static async Task<string?> TakeFormAsync(this CrmDbContext db, string key, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var taken = await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "FormPosts" ("Key") VALUES ({key}) ON CONFLICT ("Key") DO NOTHING""", cancel);
        return taken == 1 ? null : await db.Set<FormPost>().Where(post => post.Key == key).Select(post => post.ResultPath).SingleAsync(cancel);
    }

    /// <summary>Keeps where the work led.</summary>
    public static Task CloseFormAsync(this CrmDbContext db, string key, string resultPath, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Set<FormPost>().Where(post => post.Key == key).ExecuteUpdateAsync(
            set => set.SetProperty(post => post.ResultPath, resultPath).SetProperty(post => post.DoneAt, now), cancel);
    }

    /// <summary>Nobody sends a form again after days.</summary>
    public static Task<int> ForgetFormsAsync(this CrmDbContext db, DateTime before, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(() => db.Set<FormPost>().Where(post => post.DoneAt < before).ExecuteDeleteAsync(cancel), cancel);
    }
}
