using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace SiCrm.Web.Access.Settings;

internal static class SettingChoices
{
    /// <summary>IANA zones by name.</summary>
    public static readonly IReadOnlyList<SelectListItem> TimeZones =
    [
        .. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId && (zone.Id.Contains('/', StringComparison.Ordinal) || zone.Id == "UTC"))
            .Select(zone => zone.Id).Order(StringComparer.Ordinal).Select(id => new SelectListItem(id, id)),
    ];

    public static IEnumerable<SelectListItem> Months() => Enumerable.Range(1, 12).Select(month => new SelectListItem(
        CultureInfo.CurrentUICulture.DateTimeFormat.GetMonthName(month), month.ToString(CultureInfo.InvariantCulture)));
}
