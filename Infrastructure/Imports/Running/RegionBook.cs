using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Imports.Columns;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>Regions by name, whatever case and width; those that a file names and nobody knows are made and told.</summary>
internal sealed class RegionBook
{
    /// <summary>A company has a handful; a file with more has something else in that column.</summary>
    private const int MostNew = 50;

    private readonly ImportJob _job;
    private readonly Dictionary<string, long> _ids;
    private int _new;

    private RegionBook(ImportJob job, Dictionary<string, long> ids) => (_job, _ids) = (job, ids);

    public static async Task<RegionBook> OpenAsync(ImportJob job, CancellationToken cancel)
    {
        var regions = await job.Db.Regions.AsNoTracking().ToListAsync(cancel);
        var made = await job.Db.ImportNotes.CountAsync(
            note => note.ImportId == job.Import.Id && note.Kind == ImportNoteKind.RegionCreated, cancel);
        return new RegionBook(job, regions.ToDictionary(region => ColumnName.Key(region.Name), region => region.Id)) { _new = made };
    }

    public long? Find(string name) => _ids.TryGetValue(ColumnName.Key(name), out var id) ? id : null;

    public bool MayBecome(string name) => Find(name) is not null || (_job.MayCreate && _new < MostNew && ColumnName.Key(name).Length > 0);

    /// <summary>The region's id, made now if need be; while nothing is kept, a stand-in.</summary>
    public async Task<long> IdAsync(string name, ImportOutcome outcome, CancellationToken cancel)
    {
        if (Find(name) is { } known)
        {
            return known;
        }

        var region = new Region(name);
        if (_job.Keeps)
        {
            _job.Db.Regions.Add(region);
            await _job.Db.SaveChangesAsync(cancel);
        }

        _new++;
        outcome.Created(ImportNoteKind.RegionCreated, name, _job.Keeps ? region.Id : null);
        return _ids[ColumnName.Key(name)] = _job.Keeps ? region.Id : -_new;
    }
}
