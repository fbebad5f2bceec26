using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Appraisal;

/// <summary>绩效考核 of a whole company in a period: everybody's figures and scores, computed from the same facts.</summary>
public sealed class CompanyAppraisal
{
    private readonly AppraisalFacts _facts;
    private readonly ILookup<long, Credit> _credits;
    private readonly ILookup<long, ReceivedCredit> _receipts;
    private readonly ILookup<long, LeadOutcomes> _leads;
    private readonly ILookup<long, FirstContact> _contacts;
    private readonly ILookup<long, KeptPromises> _plans;
    private readonly ILookup<long, KeptPromises> _care;
    private readonly ILookup<long, KeptPromises> _confirmations;

    /// <param name="schemes">Factors hold by the day of signing, weights and cap by the period's first day.</param>
    /// <param name="day">The period's first day.</param>
    public CompanyAppraisal(AppraisalFacts facts, AppraisalSchemes schemes, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(schemes);
        (_facts, Scheme) = (facts, schemes.On(day));
        Credits = Crediting.Of(facts, schemes);
        (_credits, _receipts) = (Credits.ToLookup(credit => credit.PersonId), Crediting.Receipts(facts).ToLookup(part => part.PersonId));
        (_leads, _contacts) = (facts.Leads.ToLookup(row => row.PersonId), facts.Contacts.ToLookup(row => row.PersonId));
        _plans = facts.Plans.ToLookup(row => row.PersonId);
        (_care, _confirmations) = (facts.Care.ToLookup(row => row.PersonId), facts.Confirmations.ToLookup(row => row.PersonId));
        Company = Together();
    }

    private CompanyAppraisal(CompanyAppraisal known, AppraisalFacts facts)
    {
        (_facts, Scheme, Credits) = (facts, known.Scheme, known.Credits);
        (_credits, _receipts, _leads, _contacts, _plans) = (known._credits, known._receipts, known._leads, known._contacts, known._plans);
        (_care, _confirmations) = (facts.Care.ToLookup(row => row.PersonId), facts.Confirmations.ToLookup(row => row.PersonId));
        Company = Kept(known.Company);
    }

    public AppraisalScheme Scheme { get; }

    public IReadOnlyList<Credit> Credits { get; }

    public AppraisalFigures Company { get; }

    /// <summary>Who earned or received something in the period, whatever he is.</summary>
    public IEnumerable<long> Earners => _credits.Select(credits => credits.Key).Union(_receipts.Select(parts => parts.Key));

    /// <summary>Whether he was to earn something in the period.</summary>
    public bool HasTarget(long personId) => _facts.Targets.ContainsKey(personId);

    public IEnumerable<Credit> CreditsOf(long personId) => _credits[personId];

    public IEnumerable<ReceivedCredit> ReceiptsOf(long personId) => _receipts[personId];

    public AppraisalScore ScoreOf(AppraisalFigures figures, IEnumerable<Role> roles) => AppraisalScore.Of(figures, Company, Scheme, roles);

    /// <summary>The same with other care, other answers about leads and other targets.</summary>
    public CompanyAppraisal With(IReadOnlyList<KeptPromises> care, IReadOnlyList<KeptPromises> confirmations, IReadOnlyDictionary<long, Money> targets) =>
        new(this, _facts with { Care = care, Confirmations = confirmations, Targets = targets });

    public AppraisalFigures Of(long personId) => Results(_credits[personId], _receipts[personId]) with
    {
        Target = _facts.Targets.TryGetValue(personId, out var target) ? target : null,
        Stages = StagesOf(_facts.Stages.Of(personId)),
        LeadsConverted = _leads[personId].Sum(row => row.Converted),
        LeadsLeft = _leads[personId].Sum(row => row.Left),
        ContactHours = Median(_contacts[personId]),
        Contacted = _contacts[personId].Count(),
        PlansKept = _plans[personId].Sum(row => row.Kept),
        PlansCounted = _plans[personId].Sum(row => row.Counted),
        CareKept = _care[personId].Sum(row => row.Kept),
        CareCounted = _care[personId].Sum(row => row.Counted),
        ConfirmationsKept = _confirmations[personId].Sum(row => row.Kept),
        ConfirmationsCounted = _confirmations[personId].Sum(row => row.Counted),
    };

    private AppraisalFigures Together() => Kept(Results(Credits, _receipts.SelectMany(parts => parts)) with
    {
        Stages = StagesOf(_facts.Stages.Company),
        LeadsConverted = _facts.Leads.Sum(row => row.Converted),
        LeadsLeft = _facts.Leads.Sum(row => row.Left),
        ContactHours = Median(_facts.Contacts),
        Contacted = _facts.Contacts.Count,
        PlansKept = _facts.Plans.Sum(row => row.Kept),
        PlansCounted = _facts.Plans.Sum(row => row.Counted),
    });

    private AppraisalFigures Kept(AppraisalFigures company) => company with
    {
        CareKept = _facts.Care.Sum(row => row.Kept),
        CareCounted = _facts.Care.Sum(row => row.Counted),
        ConfirmationsKept = _facts.Confirmations.Sum(row => row.Kept),
        ConfirmationsCounted = _facts.Confirmations.Sum(row => row.Counted),
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
            Presales = new(all.Sum(credit => credit.Presales.Minor)),
        };
    }

    private List<StageFigures> StagesOf(IReadOnlyList<StageTally> tallies) => [.. tallies.Zip(_facts.Stages.Company, Figures)];

    private static StageFigures Figures(StageTally own, StageTally company) => new(
        own.StageId, own.Entered, own.Forward, own.Lost, own.Abandoned, Days(own.MedianDays), Days(own.EightiethDays), own.Sample,
        company.MedianDays is { } usual ? Days(usual) * own.Forward ?? 0 : 0, company.MedianDays is null ? 0 : Days(own.ForwardDays) ?? 0,
        company.MedianDays is null ? 0 : (int)own.Forward);

    private static decimal? Days(double? days) => days is { } known ? decimal.Round((decimal)known, 2) : null;

    private static decimal? Median(IEnumerable<FirstContact> contacts)
    {
        var hours = contacts.Select(contact => contact.Hours).Order().ToList();
        return hours.Count == 0 ? null : decimal.Round((decimal)(hours[(hours.Count - 1) / 2] + hours[hours.Count / 2]) / 2, 2);
    }
}
