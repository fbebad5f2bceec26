using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Appraisal;

public sealed class ScoreSpecs
{
    private static readonly DateTime From = new(2017, 4, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Stamp Stamp = new(1, new DateTime(2017, 7, 2, 0, 0, 0, DateTimeKind.Utc), new DateOnly(2017, 7, 2));

    [Fact]
    public void A_score_is_the_sum_of_weights_times_attainment()
    {
        var own = new AppraisalFigures { Signed = Money.FromMajor(120_000), Target = Money.FromMajor(100_000), PointUnits = 12 * CategoryFactors.UnitsOfPoint };
        var score = AppraisalScore.Of(own, own, Scheme((AppraisalMetric.Signed, 60), (AppraisalMetric.Points, 40)), [Role.Sales]);
        Assert.Equal(120m, score.Total);
        Assert.Equal(72m, score.Part(score.Lines[0]));
    }

    [Fact]
    public void No_metric_counts_for_more_than_the_cap()
    {
        var own = new AppraisalFigures { Signed = Money.FromMajor(900_000), Received = Money.FromMajor(50_000), Target = Money.FromMajor(100_000) };
        var score = AppraisalScore.Of(own, own, Scheme((AppraisalMetric.Signed, 50), (AppraisalMetric.Receipts, 50)), [Role.Sales]);
        Assert.Equal(100m, score.Total);
    }

    [Fact]
    public void What_cannot_be_measured_leaves_its_weight_to_the_rest()
    {
        var own = new AppraisalFigures { Signed = Money.FromMajor(50_000), Target = Money.FromMajor(100_000), PlansKept = 4, PlansCounted = 4 };
        var score = AppraisalScore.Of(own, own, Scheme((AppraisalMetric.Signed, 70), (AppraisalMetric.PlanKeeping, 30)), [Role.Sales]);
        Assert.Equal(50m, score.Total);
        Assert.True(score.Lines[1].IsSmall);
        Assert.Equal(70, score.Measured);
    }

    [Fact]
    public void Who_has_nothing_to_be_measured_by_has_no_score() =>
        Assert.Null(AppraisalScore.Of(new AppraisalFigures(), new AppraisalFigures(), AppraisalScheme.Default, [Role.Sales]).Total);

    [Theory]
    [InlineData(100, 200)]
    [InlineData(200, 100)]
    [InlineData(400, 50)]
    [InlineData(0, 300)]
    public void The_less_presales_cost_a_margin_took_against_the_company_s_the_more_it_counts(int cost, int percent)
    {
        var (own, company) = (Sold(cost), Sold(200));
        var line = Assert.Single(AppraisalScore.Of(own, company, Scheme((AppraisalMetric.PresalesRatio, 100)), [Role.Sales]).Lines);
        Assert.Equal((cost / 1000m, 0.2m, percent / 100m), (line.Value, line.Norm, line.Attainment));

        static AppraisalFigures Sold(int presales) => new() { Margin = Money.FromMajor(1000), Presales = Money.FromMajor(presales) };
    }

    [Fact]
    public void Where_nobody_had_any_presales_cost_nobody_is_measured_by_it()
    {
        var own = new AppraisalFigures { Margin = Money.FromMajor(1000), Presales = Money.Zero };
        Assert.Null(AppraisalScore.Of(own, own, Scheme((AppraisalMetric.PresalesRatio, 100)), [Role.Sales]).Total);
    }

    [Fact]
    public void What_came_in_is_held_against_what_was_signed_and_few_answers_rank_nobody()
    {
        var own = new AppraisalFigures { Signed = Money.FromMajor(400), Received = Money.FromMajor(300), ConfirmationsKept = 2, ConfirmationsCounted = 4 };
        var company = new AppraisalFigures { Signed = Money.FromMajor(1000), Received = Money.FromMajor(500) };
        var lines = AppraisalScore.Of(own, company, Scheme((AppraisalMetric.Collection, 50), (AppraisalMetric.Confirmation, 50)), [Role.Sales]).Lines;
        Assert.Equal((0.75m, 0.5m, 1.5m), (lines[0].Value, lines[0].Norm, lines[0].Attainment));
        Assert.Equal((0.5m, 1m, null), (lines[1].Value, lines[1].Norm, lines[1].Attainment));
        Assert.True(lines[1].IsSmall);
    }

    [Fact]
    public void What_the_role_is_not_measured_by_is_told_beside_as_far_as_it_is_known()
    {
        var own = new AppraisalFigures { Signed = Money.FromMajor(400), Received = Money.FromMajor(300) };
        var score = AppraisalScore.Of(own, own, Scheme((AppraisalMetric.Signed, 100)), [Role.Sales]);
        Assert.Equal([AppraisalMetric.Points, AppraisalMetric.Receipts, AppraisalMetric.Collection], score.Unweighed(own, own).Select(line => line.Metric));
        Assert.All(score.Unweighed(own, own), line => Assert.Equal(0, line.Weight));
    }

    [Fact]
    public void The_weights_of_a_role_make_a_hundred()
    {
        Assert.All(AppraisalScheme.Default.Roles, role => Assert.Equal(100, Enum.GetValues<AppraisalMetric>().Sum(metric => AppraisalScheme.Default.WeightOf(role, metric))));
        Assert.Equal("WeightsNotWhole", Assert.Throws<RuleBroken>(() => Scheme((AppraisalMetric.Signed, 99))).Refusal.Code);
    }

    [Fact]
    public void A_version_holds_from_its_day_and_of_two_of_a_day_the_later()
    {
        var schemes = new AppraisalSchemes([Scheme((AppraisalMetric.Signed, 100))]);
        Assert.Equal(AppraisalScheme.Default, schemes.On(new DateOnly(2017, 7, 1)));
        Assert.Equal(100, schemes.On(new DateOnly(2017, 7, 2)).WeightOf(Role.Sales, AppraisalMetric.Signed));
    }

    /// <summary>Both computed from the same stays, so nobody differs from the stage funnel.</summary>
    [Fact]
    public void Stages_are_counted_as_the_funnel_counts_them()
    {
        OwnedVisit[] visits =
            [
                Visit(1, 3, 10, OpportunityEventKind.Advanced), Visit(1, 5, 20, OpportunityEventKind.Lost), Visit(1, 1, 40, OpportunityEventKind.Advanced), Visit(2, 0, 30, OpportunityEventKind.Abandoned),
                Visit(2, 80, null, null),
            ];
        var facts = new AppraisalFacts { Stages = new StageWork(visits, From, From.AddDays(91), [1]) };
        var appraisal = new CompanyAppraisal(facts, new AppraisalSchemes([]), new DateOnly(2017, 4, 1));
        var (own, all) = (appraisal.Of(1).Stages[0], new StageFunnel(visits.Select(row => row.Visit), From, From.AddDays(91), null).Row(1));

        Assert.Equal((3, 2, 1, 0), (own.Entered, own.Forward, own.Lost, own.Abandoned));
        Assert.Equal((all.Entered, all.Forward, all.Abandoned), (appraisal.Company.Stages[0].Entered, appraisal.Company.Stages[0].Forward, appraisal.Company.Stages[0].Abandoned));
        Assert.Equal(0.6667m, own.Success);
        Assert.True(own.IsSmall);
        Assert.Equal((decimal)(all.MedianDays ?? 0) * 2, own.Expected);
    }

    [Fact]
    public void How_sure_a_success_rate_is_is_said_of_samples_that_are_not_small()
    {
        StageFigures Of(long forward, long lost) => new(1, 0, forward, lost, 0, null, null, 0, 0, 0, 0);
        var range = Of(8, 2).Range() ?? default;

        Assert.Equal((0.541m, 0.931m), (decimal.Round(range.Low, 3), decimal.Round(range.High, 3)));
        Assert.Null(Of(3, 1).Range());
    }

    [Fact]
    public void Points_are_as_exact_as_the_amounts_that_they_come_from()
    {
        var random = new Random(5);
        for (var round = 0; round < 100; round++)
        {
            var facts = Company(random);
            var appraisal = new CompanyAppraisal(facts, new AppraisalSchemes([]), new DateOnly(2017, 4, 1));
            var people = appraisal.Earners.ToList();
            Assert.Equal(facts.Signed.Sum(work => work.InTax.Minor), people.Sum(person => appraisal.Of(person).Signed.Minor));
            Assert.Equal(facts.Signed.Sum(work => (work.ExTax - work.Cost).Minor), people.Sum(person => appraisal.Of(person).Margin.Minor));
            Assert.Equal(facts.Signed.Sum(work => work.Presales.Minor), people.Sum(person => appraisal.Of(person).Presales?.Minor));
            Assert.Equal(facts.Received.Sum(part => part.Amount.Minor), people.Sum(person => appraisal.Of(person).Received.Minor));
            Assert.Equal(facts.Signed.Sum(work => work.InTax.Minor * FactorOf(facts, work)), people.Sum(person => appraisal.Of(person).PointUnits));
        }
    }

    private static int FactorOf(AppraisalFacts facts, SignedWork work) =>
        new CategoryFactors()[facts.Contracts.Single(contract => contract.Id == work.ContractId).NoveltyIn(facts.Industries, 36)];

    private static AppraisalFacts Company(Random random)
    {
        var contracts = Enumerable.Range(1, random.Next(1, 12)).Select(id => new SignedContract(
            id, new SigningKey(new DateOnly(2017, 4, 1).AddDays(random.Next(90)), $"C-{id:00000}"), id, random.Next(4) == 0 ? null : "Bank", random.Next(2) == 0, random.Next(2) == 0)).ToList();
        Money Amount() => new(random.NextInt64(-50_000_000, 900_000_000));
        return new AppraisalFacts
        {
            Contracts = contracts,
            Signed = [.. contracts.SelectMany(contract => Enumerable.Range(0, random.Next(1, 3)).Select(place => new SignedWork(
                contract.Id, place == 0 ? null : place, contract.Key.On, Amount(), Amount(), Amount(), 9) { Presales = place == 0 ? Amount() : Money.Zero }))],
            Received = [.. contracts.Select(contract => new ReceivedWork(contract.Id, contract.Id, contract.Key.On, Amount(), 9))],
            Shares = [.. contracts.Where(_ => random.Next(3) > 0).SelectMany(contract => Shares(contract.Id, random.Next(1, 9999)))],
            Industries = new IndustryDays(contracts.Where(contract => contract.Industry is not null).Select(contract => (contract.Industry ?? "", contract.Key))),
        };
    }

    private static TeamShare[] Shares(long contract, int first) => [new(contract, 1, first), new(contract, 2, 10_000 - first)];

    private static OwnedVisit Visit(long owner, int entered, int? left, OpportunityEventKind? by) =>
        new(owner, new FunnelVisit(1, 1, From.AddDays(entered), left is { } day ? From.AddDays(day) : null, by, null));

    private static AppraisalScheme Scheme(params (AppraisalMetric Metric, int Weight)[] weights) => new(
        Stamp.Today, new CategoryFactors(), 150, new Dictionary<Role, IReadOnlyDictionary<AppraisalMetric, int>> { [Role.Sales] = weights.ToDictionary(row => row.Metric, row => row.Weight) }, null, Stamp);
}
