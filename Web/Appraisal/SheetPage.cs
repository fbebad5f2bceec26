using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>A person's sheet as one page shows it.</summary>
public sealed record SheetPage(ShownSheet Sheet, Colleague Person, FiscalSpan Period, OrganisationFacts Names, Viewer Viewer, Stamp Now, ClosingForm Closing, AppealForm Appeal)
{
    /// <summary>What was typed of a decision that was refused, and of which appeal.</summary>
    public AppealDecisionForm? Decision { get; init; }

    public int? Deciding { get; init; }

    public SheetContent Content => Sheet.Content;

    public AppraisalSheet? Closed => Sheet.Closed;

    /// <summary>As it was closed, where it is shown as the history tells it now.</summary>
    public AppraisalSheet? SetAside => Sheet.SetAside;

    public AppraisalScore Score => Content.Score;

    /// <summary>One's own sheet of the fiscal period that these days are; of the year that they begin in where they are none.</summary>
    public static string Mine(DateOnly from, DateOnly until, int fiscalYearStart)
    {
        var spans = new[] { 1, 3, SalesQuestion.MonthsOfYear }.Select(months => FiscalSpan.Of(from, months, fiscalYearStart)).ToList();
        return $"/appraisal/me?period={spans.FirstOrDefault(span => span.From == from && span.Until == until, spans[^1])}";
    }

    /// <summary>The role whose weights count, where it is one of his; else his own ones, which no weights are for.</summary>
    public IEnumerable<Role> Roles => IsByOwnRole ? [Content.Role] : Person.Roles.Order();

    public bool IsByOwnRole => Person.Roles.Contains(Content.Role);

    public bool IsOwn => Viewer.PersonId == Person.Id;

    /// <summary>His own part counts on a manager's sheet as on everybody's; what his team signed is one look away.</summary>
    public string? TeamPath => Content.Role == Role.SalesManager && Person.TeamId is { } team ? $"/reports/performance?period={Period}&team={team}" : null;

    public bool SeesMargin => Viewer.Sees(SensitiveField.Margin);

    public bool SeesAmount => Viewer.Sees(SensitiveField.Amount);

    /// <summary>What is told although the role is not measured by it.</summary>
    public IEnumerable<ScoreLine> Unweighed => Score.Unweighed(Content.Figures, Content.Company).Where(IsShown);

    public string Text(AppraisalMetric metric, decimal? value, Words words) => Unless(Hides(metric), () => MetricText.Value(metric, value, words), words);

    /// <summary>How the value of a metric is made; null where its page lists all that it counts.</summary>
    public string? MadeOf(ScoreLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Value is not null && !Hides(line.Metric) && SheetRatios.Behind(line.Metric) is { } ratio ? Made(ratio) : null;
    }

    /// <summary>How much of its norm a metric reached: a share of an amount where the metric is one.</summary>
    public string Attained(ScoreLine line, Words words) => Unless(Hides(line.Metric), () => Show.Percent(line.Attainment), words);

    /// <summary>What it adds to the score, by weights that anybody reads.</summary>
    public string Added(ScoreLine line, Words words) => Unless(Hides(line.Metric), () => MetricText.Score(Score.Part(line)), words);

    public bool MayApprove => Viewer.SeesSheetOf(Person, AccessAction.Approve);

    public bool MayClose => Closed is null && SetAside is null && MayApprove && AppraisalSheet.CanClose(Person.Id, Period, Now) is null;

    public bool MayAppeal => Closed?.CanAppeal(Viewer.PersonId) is null && Closed is not null;

    /// <summary>Whether what entered a stage can be told one by one: of sheets that were closed long ago only the number was kept.</summary>
    public bool HasEntries => Closed is null || Content.Facts.Any(fact => fact.Kind == SheetFactKind.Entry);

    public PeriodChoices Periods => new(Period, Now.Today);

    public string Path(AppraisalMetric? metric = null) => PathOf(Person.Id, Period, metric?.ToString(), SetAside is not null);

    /// <summary>How a ratio is made.</summary>
    public string Made(SheetRatio ratio, int? stageId = null) => $"/appraisal/{Person.Id}/ratio?of={ratio}&period={Period}{(stageId is { } id ? $"&stage={id}" : "")}{Live(SetAside is not null)}";

    public string In(FiscalSpan period) => PathOf(Person.Id, period);

    public bool IsShown(ScoreLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return Viewer.SeesMetric(line.Metric);
    }

    public bool MayDecide(AppraisalAppeal appeal)
    {
        ArgumentNullException.ThrowIfNull(appeal);
        return MayApprove && appeal.CanDecide(Viewer.PersonId) is null;
    }

    /// <param name="isLive">As the history tells it now, also where it is closed.</param>
    public static string PathOf(long personId, FiscalSpan period, string? metric = null, bool isLive = false) =>
        $"/appraisal/{personId}{(metric is null ? "" : "/" + metric)}?period={period}{Live(isLive)}";

    private static string Live(bool isLive) => isLive ? "&live=true" : "";

    /// <summary>Points are amounts by factors that anybody reads, and margins are held against amounts.</summary>
    private bool Hides(AppraisalMetric metric) =>
        !SeesAmount && metric is AppraisalMetric.Signed or AppraisalMetric.Receipts or AppraisalMetric.Points or AppraisalMetric.Margin or AppraisalMetric.Collection or AppraisalMetric.PresalesRatio;

    private static string Unless(bool isHidden, Func<string> text, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return isHidden ? words["Shared.Hidden"] : text();
    }
}

/// <summary>A metric of a sheet, unfolded to what it was made of.</summary>
/// <param name="Reached">The records among them that the reader sees himself.</param>
public sealed record MetricPage(SheetPage Page, AppraisalMetric Metric, IReadOnlySet<long> Reached)
{
    /// <summary>The stage whose figure was opened; null: all of the metric.</summary>
    public int? StageId { get; init; }

    /// <summary>Which figure of the stage; null: all that left it.</summary>
    public FunnelFigure? Figure { get; init; }

    public bool IsNarrowed => StageId is not null || Figure is not null;

    public StageFigures? Stage => Page.Content.Figures.Stages.FirstOrDefault(stage => stage.StageId == StageId);

    public ScoreLine? Line => IsNarrowed ? null : Page.Content.Lines.Concat(Page.Unweighed).FirstOrDefault(line => line.Metric == Metric);

    public IReadOnlyList<SheetFactKind> Kinds => SheetBook.KindsBehind(Metric, Figure);

    public IEnumerable<SheetFact> Facts => Page.Content.Facts.Where(fact => Kinds.Contains(fact.Kind) && (StageId is null || fact.StageId == StageId) && IsOf(fact));

    private bool IsOf(SheetFact fact) => Figure switch
    {
        FunnelFigure.Forward => fact.IsGood,
        FunnelFigure.Lost => fact.Event == nameof(OpportunityEventKind.Lost),
        FunnelFigure.Abandoned => fact.Event == nameof(OpportunityEventKind.Abandoned),
        _ => true,
    };

    public string? LinkOf(long id) => !Reached.Contains(id) ? null : Kinds switch
    {
        [SheetFactKind.Stay or SheetFactKind.Entry] => $"/opportunities/{id}",
        [SheetFactKind.Lead or SheetFactKind.Contact or SheetFactKind.Confirmation] => $"/leads/{id}",
        [SheetFactKind.Plan] => $"/plan-actions/{id}",
        [SheetFactKind.Care] => $"/customers/{id}",
        [SheetFactKind.Receipt] => $"/contracts/{id}/money",
        _ => $"/contracts/{id}/history",
    };
}
