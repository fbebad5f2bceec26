using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Metadata;

namespace SiCrm.Infrastructure.Database;

/// <summary>
/// A query of nearly every page, translated once for each database: looking its translation up costs more than running so small a
/// statement.
/// </summary>
/// <param name="translate">By <c>EF.CompileAsyncQuery</c>.</param>
internal sealed class FrequentQuery<TRun>(Func<TRun> translate)
    where TRun : Delegate
{
    private readonly ConcurrentDictionary<IModel, TRun> _translated = new();

    public TRun On(CrmDbContext db) => _translated.GetOrAdd(db.Model, _ => translate());
}
