using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Columns;

namespace SiCrm.Infrastructure.Imports;

/// <summary>What a person said about files with the same columns, so that he says it once.</summary>
public static class ImportMaps
{
    /// <summary>What he last said, else a guess.</summary>
    public static async Task<ColumnMap> MapForAsync(
        this CrmDbContext db, long? personId, ImportKind kind, IReadOnlyList<string> header, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var key = ColumnMap.HeaderKey(header);
        var remembered = await db.RememberedMaps.AsNoTracking()
            .FirstOrDefaultAsync(map => map.PersonId == personId && map.Kind == kind && map.HeaderKey == key, cancel);
        return remembered is null ? ColumnMap.Guess(kind, header) : ColumnMap.Parse(kind, header, remembered.Map);
    }

    /// <summary>Remembers it with the next save.</summary>
    public static async Task RememberAsync(this CrmDbContext db, long personId, ColumnMap map, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(map);
        var key = ColumnMap.HeaderKey(map.Header);
        var remembered = await db.RememberedMaps.FirstOrDefaultAsync(
            known => known.PersonId == personId && known.Kind == map.Kind && known.HeaderKey == key, cancel);
        if (remembered is null)
        {
            db.RememberedMaps.Add(remembered = new RememberedMap(personId, map.Kind, key));
        }

        remembered.Say(map.ToString());
    }
}
