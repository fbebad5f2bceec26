using SiCrm.Domain.Shared;
using SiCrm.Web.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>Who signed most; one alone is compared with nobody.</summary>
public static class PerformanceChart
{
    private const int Most = 15;

    public static Chart? Of(PerformancePage page, Words words)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(words);
        var signed = page.Table.Columns.ToList().IndexOf("signed");
        List<ChartRow> all =
        [
            .. from row in page.Table.Rows
               let amount = row[signed].Value as Money? ?? Money.Zero
               where amount > Money.Zero
               orderby amount descending
               select new ChartRow(row[0].Value?.ToString() ?? "", row[0].Link, [ChartCell.Of(amount, words, row[signed].Link)]),
        ];
        return all.Count < 2 ? null : new("funnel", words["Appraisal.Column.signed"], [new(words.Of(page.Asked.By)), new(words["Appraisal.Column.signed"])], [.. all.Take(Most)])
        {
            Note = all.Count > Most ? words["Appraisal.ChartFirst", Most, Show.Number(all.Count)] : null,
        };
    }
}
