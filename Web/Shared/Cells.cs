using System.Globalization;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Shared;

/// <summary>The values of long tables, written as the tag helpers of the same names do it.</summary>
public sealed class Cells(Company company, TimeProvider clock, Words words)
{
    /// <summary>How long ago, with the exact time on hover.</summary>
    public void Instant(HtmlText html, DateTime? value)
    {
        if (value is { } at)
        {
            html.Markup("<span title=\"").Text(Show.Instant(at, company.Time)).Markup("\">")
                .Text(Show.Relative(at, clock.GetUtcNow().UtcDateTime, words)).Markup("</span>");
        }
        else
        {
            html.Markup("<span>").Text(Show.Nothing).Markup("</span>");
        }
    }

    public void Status(HtmlText html, LeadStatus value) => html.Markup("<span class=\"status status-")
        .Text(value.ToString().ToLower(CultureInfo.InvariantCulture)).Markup("\">").Text(words.Of(value)).Markup("</span>");

    public void Money(HtmlText html, Money? value) =>
        html.Markup("<span class=\"money\">").Text(value is { } money ? Show.Money(money) : Show.Nothing).Markup("</span>");

    /// <summary>The weekday too, where planning needs it.</summary>
    public void Day(HtmlText html, DateOnly? value, bool weekday = false, bool quiet = false)
    {
        _ = value is null ? html.Markup("<span") : html.Markup("<time");
        if (quiet)
        {
            html.Markup(" class=\"quiet\"");
        }

        if (value is { } day)
        {
            html.Markup(" datetime=\"").Text(Show.Day(day)).Markup("\">").Text(weekday ? Show.DayWithWeekday(day) : Show.Day(day)).Markup("</time>");
        }
        else
        {
            html.Markup(">").Text(Show.Nothing).Markup("</span>");
        }
    }
}
