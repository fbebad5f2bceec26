using SiCrm.Domain.Access;
using SiCrm.Domain.Reports.Pipeline;

namespace SiCrm.Domain.Appraisal;

/// <summary>绩效考核 of a whole company in a period: everybody's figures and scores, computed from the same facts.</summary>
public sealed class CompanyAppraisal
{
    private readonly AppraisalFacts _facts;
    private readonly AppraisalScheme _scheme;
    private readonly IReadOnlyList<int> _stages;
    private readonly ILookup<long, Credit> _credits;
    private readonly ILookup<long, ReceivedCredit> _receipts;
    private readonly ILookup<long?, FunnelVisit> _visits;
    private readonly Dictionary<int, FunnelRow> _company;
    private readonly ILookup<long, LeadOutcomes> _leads;
    private readonly ILookup<long, FirstContact> _contacts;
    private readonly ILookup<long, KeptPromises> _plans;
    private readonly ILookup<long, KeptPromises> _care;

    /// <param name="schemes">Factors hold by the day of signing, weights and cap by the period's first day.</param>
    /// <param name="day">The period's first day.</param>
    /// <param name="stages">The stages on the way, in their order.</param>
    public CompanyAppraisal(AppraisalFacts facts, AppraisalSchemes schemes, DateOnly day, IReadOnlyList<int> stages)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(schemes);
        (_facts, _scheme, _stages) = (facts, schemes.On(day), stages);
        Credits = Crediting.Of(facts, schemes);
        (_credits, _receipts) = (Credits.ToLookup(credit => credit.PersonId), Crediting.Receipts(facts).ToLookup(part => part.PersonId));
        _visits = facts.Visits.ToLookup(row => row.OwnerId, row => row.Visit);
        (_leads, _contacts) = (facts.Leads.ToLookup(row => row.PersonId), facts.Contacts.ToLookup(row => row.PersonId));
        (_plans, _care) = (facts.Plans.ToLookup(row => row.PersonId), facts.Care.ToLookup(row => row.PersonId));
        var everybody = Funnel(facts.Visits.Select(row => row.Visit));
        _company = stages.ToDictionary(stage => stage, everybody.Row);
        Company = Together();
    }

    public AppraisalScheme Scheme => _scheme;

    public IReadOnlyList<Credit> Credits { get; }

    public AppraisalFigures Company { get; }

    /// <summary>Who earned or received something in the period, whatever he is.</summary>
    public IEnumerable<long> Earners => _credits.Select(credits => credits.Key).Union(_receipts.Select(parts => parts.Key));

    public IEnumerable<Credit> CreditsOf(long personId) => _credits[personId];

    public IEnumerable<ReceivedCredit> ReceiptsOf(long personId) => _receipts[personId];

    /// <summary>The stays behind a person's figures of the stages.</summary>
    public IEnumerable<FunnelVisit> VisitsOf(long personId) => _visits[personId];

    public AppraisalScore ScoreOf(AppraisalFigures figures, IEnumerable<Role> roles) => AppraisalScore.Of(figures, Company, _scheme, roles);

    public AppraisalFigures Of(long personId) => Results(_credits[personId], _receipts[personId]) with
    {
        Target = _facts.Targets.TryGetValue(personId, out var target) ? target : null,
        Stages = StagesOf([.. _visits[personId]]),
        LeadsConverted = _leads[personId].Sum(row => row.Converted),
        LeadsLeft = _leads[personId].Sum(row => row.Left),
        ContactHours = Median(_contacts[personId]),
        Contacted = _contacts[personId].Count(),
        PlansKept = _plans[personId].Sum(row => row.Kept),
        PlansCounted = _plans[personId].Sum(row => row.Counted),
        CareKept = _care[personId].Sum(row => row.Kept),
        CareCounted = _care[personId].Sum(row => row.Counted),
    };

    private AppraisalFigures Together() => (_facts.Company is { } sales
        ? new AppraisalFigures { Signed = sales.Signed, ExTax = sales.ExTax, Margin = sales.ExTax - sales.Cost }
        : Results(Credits, _receipts.SelectMany(parts => parts))) with
    {
        Stages = StagesOf([.. _facts.Visits.Select(row => row.Visit)]),
        LeadsConverted = _facts.Leads.Sum(row => row.Converted),
        LeadsLeft = _facts.Leads.Sum(row => row.Left),
        ContactHours = Median(_facts.Contacts),
        Contacted = _facts.Contacts.Count,
        PlansKept = _facts.Plans.Sum(row => row.Kept),
        PlansCounted = _facts.Plans.Sum(row => row.Counted),
        CareKept = _facts.Care.Sum(row => row.Kept),
        CareCounted = _facts.Care.Sum(row => row.Counted),
    };

    private static AppraisalFigures Results(IEnumerable<Credit> credits, IEnumerable<ReceivedCredit> received)
    {
        var all = credits.ToList();
        return new AppraisalFigures
        {
            Signed = new(all.Sum(credit => credit.Signed.Minor)),
            ExTax = new(all.Sum(credit => credit.ExTax.Minor)),
            Margin = new(all.Sum(credit => credit.Margin.Minor)),
            PointUnits = all.Sum(credit => credit.PointUnits),
            Contracts = all.Where(credit => credit.Work.AmendmentId is null).Select(credit => credit.Work.ContractId).Distinct().Count(),
            Received = new(received.Sum(part => part.Amount.Minor)),
        };
    }

    private StageFunnel Funnel(IEnumerable<FunnelVisit> visits) => new(visits, _facts.From, _facts.To, category: null);

    private List<StageFigures> StagesOf(IReadOnlyList<FunnelVisit> visits)
    {
        var funnel = Funnel(visits);
        return [.. _stages.Select(stage => Figures(funnel.Row(stage), [.. funnel.Behind(stage, FunnelFigure.Forward)]))];
    }

    private StageFigures Figures(FunnelRow row, List<FunnelVisit> forward)
    {
        var usual = _company[row.StageId].MedianDays;
        return new StageFigures(
            row.StageId, row.Entered, row.Forward, row.Lost, row.Abandoned, Days(row.MedianDays), Days(row.EightiethDays), row.Sample,
            usual is { } days ? Days(days) * forward.Count ?? 0 : 0, usual is null ? 0 : Days(forward.Sum(visit => visit.DaysAt(_facts.To))) ?? 0, usual is null ? 0 : forward.Count);
    }

    private static decimal? Days(double? days) => days is { } known ? decimal.Round((decimal)known, 2) : null;

    private static decimal? Median(IEnumerable<FirstContact> contacts)
    {
        var hours = contacts.Select(contact => contact.Hours).Order().ToList();
        return hours.Count == 0 ? null : decimal.Round((decimal)(hours[(hours.Count - 1) / 2] + hours[hours.Count / 2]) / 2, 2);
    }
}
