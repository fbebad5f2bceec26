using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Operations;

namespace SiCrm.Infrastructure.Access.Audit;

/// <summary>Writes the <see cref="LateNotes"/> down, many in one transaction; the last ones when the program ends.</summary>
public sealed class LateWriter(IServiceScopeFactory scopes, LateNotes notes, ILogger<LateWriter> log) : LingeringService
{
    private const int AtOnce = 500;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    protected override Task FinishAsync(CancellationToken cancel) => WriteAsync(notes.TakeNow(int.MaxValue), cancel);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await WriteAsync(await notes.TakeAsync(AtOnce, stoppingToken), stoppingToken);
        }
    }

    /// <summary>Nobody waits for it, so a database that is occupied is asked again until it takes them.</summary>
    private async Task WriteAsync(IReadOnlyList<LateNote> taken, CancellationToken cancel)
    {
        if (notes.TakeLost() is > 0 and var lost)
        {
            log.LogWarning("{Lost} notes for the audit log did not fit", lost);
        }

        for (var tries = 1; taken.Count > 0; tries++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await WriteAsync(scope.ServiceProvider.GetRequiredService<CrmDbContext>(), taken, cancel);
                return;
            }
            catch (Exception trouble) when (!cancel.IsCancellationRequested && tries < 10)
            {
                log.LogWarning(trouble, "{Notes} notes could not be written at try {Try}", taken.Count, tries);
                await Task.Delay(Rest, cancel);
            }
        }
    }

    private static Task WriteAsync(CrmDbContext db, IReadOnlyList<LateNote> taken, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        db.AuditLog.AddRange(taken.Select(note => note.Entry).OfType<AuditEntry>());
        await db.SaveChangesAsync(cancel);
        foreach (var seen in taken.Where(note => note.Session is not null).GroupBy(note => note.Session ?? ""))
        {
            var (id, at) = (seen.Key, seen.Max(note => note.At));
            await db.Set<SignInSession>().Where(session => session.Id == id)
                .ExecuteUpdateAsync(session => session.SetProperty(row => row.LastSeenAt, at), cancel);
        }

        foreach (var used in taken.Where(note => note.Token is not null).GroupBy(note => note.Token ?? 0))
        {
            var (id, at) = (used.Key, used.Max(note => note.At));
            await db.AccessTokens.Where(token => token.Id == id)
                .ExecuteUpdateAsync(token => token.SetProperty(row => row.LastUsedAt, at), cancel);
        }
    }, cancel);
}
