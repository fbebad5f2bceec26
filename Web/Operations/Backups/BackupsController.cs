using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Database.Backups;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Operations.Backups;

/// <summary>The backups that are kept, and one more at a click; restoring is a matter of the command line, with the program stopped.</summary>
[Route("operations/backups")]
[Authorize(Policies.Administer)]
public sealed class BackupsController(CrmDbContext db, TimeProvider clock, DatabaseEngine engine, BackupFolder folder, Words words)
    : CrmController(db, clock)
{
    [HttpGet]
    public IActionResult Index() => View("Backups", Page());

    [HttpPost]
    public async Task<IActionResult> Create()
    {
        try
        {
            var backup = await folder.AddAsync(Db, engine, CompanyTime.Local(Now));
            Say(words["Operations.Backups.Made", Path.GetFileName(backup.File)]);
            return LocalRedirect("/operations/backups");
        }
        catch (Exception trouble) when (trouble is BackupException or IOException or UnauthorizedAccessException)
        {
            ModelState.AddModelError("", trouble is BackupException bad ? words[bad.Key, [.. bad.Args]] : words["Operations.Backups.Failed", trouble.Message]);
            return Unprocessable("Backups", Page());
        }
    }

    private BackupsPage Page() => new(folder.Path, folder.Keep, folder.Kept, [.. engine.Warnings.Select(warning => words[warning.Key, warning.Args])]);
}

/// <param name="Warnings">What to worry about of the database.</param>
public sealed record BackupsPage(string Folder, int Keep, IReadOnlyList<KeptBackup> Kept, IReadOnlyList<string> Warnings);
