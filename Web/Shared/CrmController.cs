using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared.Errors;

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

    /// <summary>
    /// All that a page asks goes through one connection: each statement would take one from the pool, and give it back. Who leaves the page stops
    /// what it asks.
    /// </summary>
    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        await Db.Database.OpenConnectionAsync(context.HttpContext.RequestAborted);
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<MayTakeLongAttribute>() is not null)
        {
            await Db.ExpectReportAsync(context.HttpContext.RequestAborted);
        }

        if (HttpMethods.IsGet(context.HttpContext.Request.Method) && Db.StopAt(context.HttpContext.RequestAborted) is { } stop)
        {
            HttpContext.Response.RegisterForDispose(stop);
        }

        await base.OnActionExecutionAsync(context, next);
    }

    /// <summary>Says on the next page what was done; <paramref name="undoPath"/> is where a form posts to undo it.</summary>
    protected void Say(string text, string? undoPath = null) => Flash.Keep(TempData, new Flash(text, undoPath));

    /// <summary>The same page again with what was typed, answered as unprocessable.</summary>
    protected ViewResult Unprocessable(string view, object model)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(view, model);
    }

    /// <summary>
    /// Does the work of a form; what a rule refuses becomes an error of the form instead of a page of its own:
    /// <c>if (!ModelState.IsValid || !await TryAsync(() => …)) return Unprocessable("Edit", form);</c>
    /// </summary>
    protected Task<bool> TryAsync(Func<Task> work, string field = "") => TryAsync(work, _ => field);

    /// <summary>The same, where it depends on what is refused at which field it is said; an empty one is the whole form.</summary>
    protected async Task<bool> TryAsync(Func<Task> work, Func<Refusal, string> fieldOf)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(fieldOf);
        try
        {
            await work();
            return true;
        }
        catch (RuleBroken broken)
        {
            Tell(fieldOf(broken.Refusal), broken.Refusal);
            return false;
        }
        catch (FieldsBroken broken)
        {
            foreach (var (field, refusal) in broken.Faults)
            {
                Tell(field, refusal);
            }

            return false;
        }

        void Tell(string field, Refusal refusal) => ModelState.AddModelError(field, HttpContext.RequestServices.GetRequiredService<Words>().Of(refusal));
    }

    /// <summary>
    /// Somebody saved between: both versions side by side, to choose from; to be returned when the version that the form
    /// brings is not the record's any more.
    /// </summary>
    /// <param name="theirs">The form as it would be filled from the record now.</param>
    /// <param name="what">The record, as people call it.</param>
    /// <param name="shown">The text of a field's value where it is an id: (field, value) to text.</param>
    protected ViewResult Conflicting<TForm>(TForm mine, TForm theirs, string what, Func<string, string, string?>? shown = null)
        where TForm : class
    {
        var reader = new ConflictReader(HttpContext.RequestServices.GetRequiredService<Words>(), MetadataProvider, ModelState, FormAsOpened.Read(Request.Form[FormAsOpened.Name]), shown);
        var page = reader.Read(Request.Path + Request.QueryString, what, mine, theirs);
        ModelState.Clear();
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("/Shared/Errors/Conflict.cshtml", page);
    }
}
