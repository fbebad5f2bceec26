using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;

namespace SiCrm.Web.Shared;

/// <summary>What every page works with: the database, the viewer, and the stamp of what he does now.</summary>
[AutoValidateAntiforgeryToken]
public abstract class CrmController(CrmDbContext db, TimeProvider clock) : Controller
{
    private Viewer? _viewer;

    protected CrmDbContext Db { get; } = db;

    protected Viewer Viewer => _viewer ??= User.AsViewer();

    protected CompanyTime CompanyTime => Db.Company.Time;

    protected DateTime Now => Stamp.WholeMilliseconds(clock.GetUtcNow().UtcDateTime);

    protected DateOnly Today => CompanyTime.DayOf(Now);

    /// <summary>Who acts, now.</summary>
    protected Stamp ByViewer => Stamp.Of(Viewer.PersonId, Now, CompanyTime);

    /// <summary>Says on the next page what was done; <paramref name="undoPath"/> is where a form posts to undo it.</summary>
    protected void Say(string text, string? undoPath = null) => Flash.Keep(TempData, new Flash(text, undoPath));

    /// <summary>The same page again with what was typed, answered as unprocessable.</summary>
    protected ViewResult Unprocessable(string view, object model)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(view, model);
    }
}
