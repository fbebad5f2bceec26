using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database.Sqlite;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Database.Backups;

/// <summary>A backup file as a database of its own, for the engine whose own files look different.</summary>
internal sealed class OpenBackup : IAsyncDisposable
{
    private readonly SqliteWriteLock _turns;
    private readonly string _file;

    public OpenBackup(string file, Company company)
    {
        (_file, _turns) = (file, new SqliteWriteLock(file));
        var options = new DbContextOptionsBuilder<SqliteCrmDbContext>();
        options.UseCrmSqlite(file);
        Db = new SqliteCrmDbContext(options.Options, company, _turns);
    }

    public CrmDbContext Db { get; }

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        SqliteOptions.ClearPool(_file);
        _turns.Dispose();
        if (Directory.Exists(FileTurn.FolderOf(_file)))
        {
            Directory.Delete(FileTurn.FolderOf(_file), recursive: true);
        }
    }
}
