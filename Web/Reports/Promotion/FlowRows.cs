using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Promotion;

/// <summary>Rows of the flow table: a company's owners make some thousand cells, so they are written without tag helpers and indentation.</summary>
/// <param name="seesAmount">Whether amounts are the reader's to see.</param>
internal sealed class FlowRows(FlowTable table, Words words, bool seesAmount, IEnumerable<(string Name, PromotionLine Line)> lines) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var html = new HtmlText(writer, encoder);
        foreach (var row in lines.Select(line => new FlowRow(table, line.Name, line.Line)))
        {
            Head(html.Markup("<tr><th scope=\"row\">"), row);
            foreach (var figure in table.Columns)
            {
                Figure(html.Markup("</td><td class=\"num\">"), row, figure);
            }

            Rates(html.Markup("</td><td class=\"num\"><b>"), row);
            Confirmations(html, row);
            html.Markup("</td></tr>\n");
        }
    }

    private void Head(HtmlText html, FlowRow row)
    {
        if (row.IsTotal)
        {
            html.Text(row.Name).Markup("</th>");
            return;
        }

        html.Markup("<a href=\"").Text(row.Page.Only(row.Line.Key)).Markup("\" title=\"").Text(words["Reports.OnlyThis"]).Markup("\">")
            .Name(row.Name).Markup("</a></th>");
    }

    private void Figure(HtmlText html, FlowRow row, FlowFigure figure)
    {
        var value = row.Line[figure];
        if (row.NowOf(figure) is { } today)
        {
            html.Markup("<b>").Text(Show.Number(value.Leads)).Markup("</b> <a class=\"adjusted\" href=\"").Text(row.Open(figure)).Markup("\">")
                .Text(words["Reports.NowIs", Show.Number(today.Leads)]).Markup("</a>");
        }
        else if (value.Leads != 0)
        {
            html.Markup("<a href=\"").Text(row.Open(figure)).Markup("\">").Text(Show.Number(value.Leads)).Markup("</a>");
        }
        else
        {
            html.Markup("<span class=\"quiet\">0</span>");
        }

        Beside(html, value);
    }

    private void Beside(HtmlText html, PromotionFigure value)
    {
        html.Markup(" <small>").Text(Show.Number(value.Previous)).Markup(" · ").Text(Figures.Mean(value.Mean)).Text(value.LastYear is { } year ? $" · {Show.Number(year)}" : "").Markup("</small>");
        if (seesAmount && value.Amount != 0)
        {
            var amount = new Money(value.Amount);
            html.Markup(" <small title=\"").Text(Show.Money(amount)).Markup("\">").Text(Figures.Compact(amount, words)).Markup("</small>");
        }
    }

    private static void Rates(HtmlText html, FlowRow row)
    {
        var line = row.Line;
        (PromotionPage.HasRate(line) ? html.Markup("<a href=\"").Text(row.Page.Made(line.Key)).Markup("\">").Text(Show.Percent(line.Rate)).Markup("</a>") : html.Text(Show.Percent(line.Rate)))
            .Markup("</b> <small>").Text(Show.Percent(line.PreviousRate)).Markup(" · ").Text(Show.Percent(line.MeanRate))
            .Text(line.LastYearRate is { } year ? $" · {Show.Percent(year)}" : "").Markup("</small>");
    }

    private void Confirmations(HtmlText html, FlowRow row)
    {
        if (!row.Page.HasConfirmations)
        {
            return;
        }

        html.Markup("</td><td class=\"num\">");
        var (asked, silent) = row.Page.ConfirmationsOf(row.Line.Key);
        if (asked > 0)
        {
            html.Markup("<a href=\"").Text(row.Page.OpenConfirmations(row.Line.Key)).Markup("\">").Text(words["Reports.Silent", silent, asked]).Markup("</a>");
        }
    }
}
