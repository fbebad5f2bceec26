using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads;

/// <summary>The rows of the lead list: a page of them is sent all day long, so they are written without tag helpers and indentation.</summary>
internal sealed class LeadRows(LeadListPage page, Cells cells, Words words) : IHtmlContent
{
    private readonly IReadOnlyList<LeadColumn> _columns = page.Look.Shown;
    private readonly bool _hasCompany = page.Look.Shown.Contains(LeadColumn.Company);
    private readonly string _log = words["Leads.LogShort"];

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var html = new HtmlText(writer, encoder);
        foreach (var row in page.Page.Rows)
        {
            html.Markup("<tr>");
            Tick(html, row);
            foreach (var column in _columns)
            {
                Begin(html, column);
                Value(html, row, column);
                html.Markup("</td>");
            }

            html.Markup("</tr>\n");
        }
    }

    private void Tick(HtmlText html, LeadRow row)
    {
        if (!page.MayPick)
        {
            return;
        }

        html.Markup("<td class=\"tick\"><label><input type=\"checkbox\" name=\"ids\" value=\"").Number(row.Id).Markup("\" data-select");
        _ = _hasCompany
            ? html.Markup(" aria-labelledby=\"c").Number(row.Id)
            : html.Markup(" aria-label=\"").Text(row.Number);
        html.Markup("\"></label></td>");
    }

    /// <summary>A phone, which shows the cells one below the other, needs a label for some.</summary>
    private void Begin(HtmlText html, LeadColumn column)
    {
        _ = column.IsNumber() ? html.Markup("<td class=\"num\"") : html.Markup("<td");
        if (column.NeedsLabel())
        {
            html.Markup(" data-label=\"").Text(words.Of(column)).Markup("\"");
        }

        html.Markup(">");
    }

    private void Value(HtmlText html, LeadRow row, LeadColumn column)
    {
        switch (column)
        {
            case LeadColumn.Number: Number(html, row); break;
            case LeadColumn.Company: Company(html, row); break;
            case LeadColumn.Status: Status(html, row); break;
            case LeadColumn.Amount: cells.Money(html, row.Amount); break;
            case LeadColumn.Expected: cells.Day(html, row.ExpectedOn); break;
            case LeadColumn.Score: html.Text(row.Score?.ToString(CultureInfo.InvariantCulture)); break;
            case LeadColumn.Captured: cells.Instant(html, row.CapturedAt); break;
            case LeadColumn.NextDue: NextStep(html, row); break;
            case LeadColumn.Reclaim: cells.Instant(html, row.ReclaimDueAt); break;
            case LeadColumn.Channel: html.Text(words.Of(row.Channel)); break;
            default: html.Name(Name(row, column)); break;
        }
    }

    private string? Name(LeadRow row, LeadColumn column) => column switch
    {
        LeadColumn.Contact => row.ContactName,
        LeadColumn.Campaign => row.Campaign,
        LeadColumn.Industry => row.Industry,
        LeadColumn.Owner => page.Names.Person(row.OwnerId) ?? Show.Nothing,
        LeadColumn.Team => page.Names.Team(row.TeamId) ?? Show.Nothing,
        LeadColumn.Region => page.Names.Region(row.RegionId) ?? Show.Nothing,
        _ => null,
    };

    /// <summary>The company leads to the lead; where it is not shown, the number does.</summary>
    private void Number(HtmlText html, LeadRow row)
    {
        if (_hasCompany)
        {
            html.Text(row.Number);
        }
        else
        {
            html.Markup("<a href=\"/leads/").Number(row.Id).Markup("\">").Text(row.Number).Markup("</a>");
        }
    }

    private void Company(HtmlText html, LeadRow row)
    {
        html.Markup("<a id=\"c").Number(row.Id).Markup("\" href=\"/leads/").Number(row.Id).Markup("\">").Name(row.Company).Markup("</a>");
        if (page.MayLog(row))
        {
            html.Markup("<a class=\"log-link\" href=\"/leads/").Number(row.Id).Markup("/activities/new?kind=Call&amp;back=").Text(page.Back).Markup("\">")
                .Text(_log).Markup("</a>");
        }
    }

    private void Status(HtmlText html, LeadRow row)
    {
        cells.Status(html, row.Status);
        html.Markup(" ");
        cells.Instant(html, row.StatusSince);
    }

    private void NextStep(HtmlText html, LeadRow row)
    {
        html.Name(row.NextAction).Markup(" ");
        cells.Day(html, row.NextDueOn, weekday: true, quiet: true);
    }
}
