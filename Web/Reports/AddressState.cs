using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>What of an address a report cannot be about: it shows what it shows without it, and says so.</summary>
internal static class AddressState
{
    public const string Ahead = "Ahead";

    /// <summary>Why days can't be asked for together: they were read, so nothing else is said of them.</summary>
    public const string Refused = "Refused";

    public static void LeaveOut(this ModelStateDictionary state, string name, bool isLeftOut)
    {
        if (isLeftOut)
        {
            state.AddModelError(name, "");
        }
    }

    /// <summary>A number that nobody is called by is left out, and named.</summary>
    public static long? Known(this ModelStateDictionary state, string name, long? id, Func<long?, string?> called, Words words)
    {
        if (id is null || called(id) is not null)
        {
            return id;
        }

        state.AddModelError(name, words["Reports.UnknownNumber", id.Value.ToString(CultureInfo.InvariantCulture)]);
        return null;
    }

    /// <summary>What was asked for lies in the future: the page says so, and leads to the present.</summary>
    public static void TellAhead(this ViewDataDictionary view, string? asked) => view[Ahead] = asked;

    /// <summary>Days that can't be asked for together: the form stands there with what was typed, the report shows its usual ones meanwhile.</summary>
    public static bool LeavesOutDays(this Controller page, Func<object> ask, string from, string until)
    {
        try
        {
            ask();
            return false;
        }
        catch (RuleBroken broken)
        {
            return page.LeavesOutDays(broken.Refusal, from, until);
        }
    }

    public static bool LeavesOutDays(this Controller page, Refusal? refusal, string from, string until)
    {
        if (refusal is null)
        {
            return false;
        }

        var said = page.HttpContext.RequestServices.GetRequiredService<Words>().Of(refusal);
        page.ModelState.AddModelError(from, said);
        page.ModelState.AddModelError(until, said);
        page.ViewData[Refused] = said;
        page.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return true;
    }

    /// <summary>A day of the form: what was typed where it could not be, or what the report shows.</summary>
    public static string? DayOf(this ModelStateDictionary state, string name, DateOnly shown) =>
        state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? entry.AttemptedValue : Show.Day(shown);

    /// <summary>Days that no report reaches.</summary>
    public static void LeaveOutFar(this ModelStateDictionary state, params (string Name, DateOnly? Day)[] days)
    {
        foreach (var (name, day) in days)
        {
            state.LeaveOut(name, day is { } asked && ReportSpan.Sane(asked) != asked);
        }
    }
}
