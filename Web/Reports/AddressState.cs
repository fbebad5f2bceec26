using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using SiCrm.Domain.Reports;

namespace SiCrm.Web.Reports;

/// <summary>What of an address a report cannot be about: it shows what it shows without it, and says so.</summary>
internal static class AddressState
{
    public const string Ahead = "Ahead";

    public static void LeaveOut(this ModelStateDictionary state, string name, bool isLeftOut)
    {
        if (isLeftOut)
        {
            state.AddModelError(name, "");
        }
    }

    /// <summary>What was asked for lies in the future: the page says so, and leads to the present.</summary>
    public static void TellAhead(this ViewDataDictionary view, string? asked) => view[Ahead] = asked;

    /// <summary>Days that no report reaches.</summary>
    public static void LeaveOutFar(this ModelStateDictionary state, params (string Name, DateOnly? Day)[] days)
    {
        foreach (var (name, day) in days)
        {
            state.LeaveOut(name, day is { } asked && ReportSpan.Sane(asked) != asked);
        }
    }
}
