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

    private const int YearBeforeAll = 1970;

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

    /// <summary>The same of a key of a report's groups, as its figures have it; what is no number is left out as it was written.</summary>
    /// <param name="others">Keys that are no numbers: what nobody owns, what is in no team.</param>
    public static string? KnownKey(this ModelStateDictionary state, string name, string? key, Func<long?, string?> called, Words words, params ReadOnlySpan<string> others)
    {
        if (string.IsNullOrEmpty(key) || others.Contains(key))
        {
            return string.IsNullOrEmpty(key) ? null : key;
        }

        if (LedgerKey.IdOf(key) is not { } id)
        {
            state.LeaveOut(name, true);
            return null;
        }

        return state.Known(name, id, called, words)?.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A code that is none is left out.</summary>
    public static string? KnownCode(this ModelStateDictionary state, string name, string? code, Func<string, bool> isKnown)
    {
        if (string.IsNullOrEmpty(code) || isKnown(code))
        {
            return string.IsNullOrEmpty(code) ? null : code;
        }

        state.LeaveOut(name, true);
        return null;
    }

    /// <summary>A day before all that a report reaches, though one of the calendar.</summary>
    public static void LeaveOutEarly(this ModelStateDictionary state, string name, DateOnly? day, Words words)
    {
        if (day is { Year: <= YearBeforeAll } early)
        {
            state.AddModelError(name, words["Reports.DayNotReached", Show.Day(early)]);
        }
    }

    /// <summary>The same of what is called by a word.</summary>
    /// <param name="name">Of it in the address.</param>
    /// <param name="called">What it is called; null where it is nothing.</param>
    public static string? Known(this ModelStateDictionary state, string name, string? asked, string? called, Words words)
    {
        if (asked is null || called is not null)
        {
            return asked;
        }

        state.AddModelError(name, words["Reports.UnknownNumber", asked]);
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

    /// <summary>A field of the form: what was typed where it could not be, or what the report shows.</summary>
    public static string? AsTyped(this ModelStateDictionary state, string name, string? shown) =>
        state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 && entry.AttemptedValue is { } typed ? typed : shown;

    /// <summary>The word that tells how such a value is written: properties of forms begin with a capital, names in addresses do not.</summary>
    public static string WrittenAs(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return $"Reports.WrittenAs.{(name.Length == 0 ? "" : char.ToLowerInvariant(name[0]) + name[1..])}";
    }

    /// <summary>Days that no report reaches.</summary>
    public static void LeaveOutFar(this ModelStateDictionary state, params (string Name, DateOnly? Day)[] days)
    {
        foreach (var (name, day) in days)
        {
            state.LeaveOut(name, day is { } asked && ReportSpan.Sane(asked) != asked);
        }
    }
}
