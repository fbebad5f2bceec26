using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Promotion;

/// <summary>Which number of the report was opened: a figure of a group, or a cell of the matrix.</summary>
public sealed record FigureLook
{
    [MaxLength(80)]
    public string? Group { get; init; }

    public FlowFigure Figure { get; init; }

    public LedgerPoint? From { get; init; }

    public LedgerPoint? To { get; init; }

    public Task<KeysetPage<PromotionLead>> PageAsync(
        CrmDbContext db, PromotionQuestion asked, KeysetCursor? cursor, int size, CancellationToken cancel) =>
        From is { } from && To is { } to
            ? MatrixLeads.PageAsync(db, asked, from, to, cursor, size, cancel)
            : PromotionLeads.PageAsync(db, asked, Shown, Group, cursor, size, cancel);

    public Task<PromotionTotal> TotalAsync(CrmDbContext db, PromotionQuestion asked, CancellationToken cancel) =>
        From is { } from && To is { } to
            ? MatrixLeads.TotalAsync(db, asked, from, to, cancel)
            : PromotionLeads.TotalAsync(db, asked, Shown, Group, cancel);

    /// <summary>A figure that the report does not show can't be opened either.</summary>
    public FlowFigure Shown => Enum.IsDefined(Figure) && Figure != FlowFigure.Stirred ? Figure : FlowFigure.Closing;
}

/// <param name="GroupName">Null for all groups together.</param>
/// <param name="Total">Of all pages together; told where the list begins.</param>
public sealed record FigurePage(PromotionPage Report, FigureLook Figure, KeysetPage<PromotionLead> Leads, string? GroupName, PromotionTotal? Total)
{
    public string Title(Words words) => Figure is { From: { } from, To: { } to }
        ? words["Reports.CellTitle", Report.Text.Point(from), Report.Text.Point(to), Report.Week]
        : words["Reports.FigureTitle", words.Of(Figure.Shown), GroupName ?? words["Reports.Total"], Report.Week];

    public string Back => Report.Start.At("/reports/lead-promotion").Without("group", "figure", "from", "to")
        .With("part", Figure.From is null ? null : PromotionPart.Matrix).ToString();
}

/// <param name="GroupName">Null for all groups together.</param>
public sealed record ConfirmedPage(PromotionPage Report, IReadOnlyList<AskedLead> Leads, string? GroupName, (int Asked, int Silent) Count)
{
    public const int Most = 500;

    public string Back => Report.Start.At(PromotionPage.Path).Without("group").ToString();
}

public sealed record LatePage(PromotionPage Report, KeysetPage<LateEvent> Events);
