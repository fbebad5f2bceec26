using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports;

/// <summary>What groups are called that have a name of their own; channels, the lead desk and what is unknown have none.</summary>
internal static class GroupNames
{
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(
        CrmDbContext db, LedgerGrouping grouping, IEnumerable<string> keys, CancellationToken cancel)
    {
        var ids = keys.Select(LedgerKey.IdOf).OfType<long>().ToList();
        return grouping switch
        {
            LedgerGrouping.Industry => keys.Where(key => key != LedgerKey.None).ToDictionary(key => key),
            LedgerGrouping.Owner => await NamesAsync(
                db.People.Where(person => ids.Contains(person.Id)).Select(person => new Named(person.Id, person.Name)), cancel),
            LedgerGrouping.Team => await NamesAsync(db.Teams.Where(team => ids.Contains(team.Id)).Select(team => new Named(team.Id, team.Name)), cancel),
            LedgerGrouping.Region => await NamesAsync(
                db.Regions.Where(region => ids.Contains(region.Id)).Select(region => new Named(region.Id, region.Name)), cancel),
            _ => new Dictionary<string, string>(),
        };
    }

    private static Task<Dictionary<string, string>> NamesAsync(IQueryable<Named> rows, CancellationToken cancel) =>
        rows.ToDictionaryAsync(row => row.Id.ToString(CultureInfo.InvariantCulture), row => row.Name, cancel);

    private sealed record Named(long Id, string Name);
}
