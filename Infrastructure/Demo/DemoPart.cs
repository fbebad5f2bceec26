using Bogus;
using SiCrm.Domain.Customers;

namespace SiCrm.Infrastructure.Demo;

/// <summary>One part in a customer's decision: what he is there, and who stands above him.</summary>
internal sealed record DemoPart(BuyingRole Role, int Influence, BuyingRole? Above, string Chinese, string English)
{
    private static readonly DemoPart[] Always =
    [
        new(BuyingRole.DecisionMaker, 5, null, "总经理", "Managing director"),
        new(BuyingRole.TechnicalEvaluator, 4, BuyingRole.DecisionMaker, "信息中心主任", "Head of IT"),
    ];

    private static readonly DemoPart[] Sometimes =
    [
        new(BuyingRole.EconomicBuyer, 4, BuyingRole.DecisionMaker, "财务总监", "Finance director"),
        new(BuyingRole.Gatekeeper, 3, BuyingRole.EconomicBuyer, "采购部经理", "Head of purchasing"),
        new(BuyingRole.User, 2, BuyingRole.TechnicalEvaluator, "系统运维主管", "Operations lead"),
        new(BuyingRole.Coach, 3, BuyingRole.TechnicalEvaluator, "网络工程师", "Network engineer"),
        new(BuyingRole.Influencer, 3, BuyingRole.DecisionMaker, "总经理助理", "Assistant to the director"),
    ];

    private static readonly string[][] ChineseEvidence =
    [
        ["一直推荐竞争对手的方案", "会上明确反对我们的报价"], ["更看重原供应商", "质疑我们的交付能力"], ["只看评标结果", "表示按流程办"],
        ["认可我们的案例", "主动提供了预算信息"], ["向领导推荐我们", "帮我们约了决策人"],
    ];

    private static readonly string[][] EnglishEvidence =
    [
        ["Keeps recommending the competitor", "Spoke against our price in the meeting"], ["Prefers the present supplier", "Doubts that we can deliver"],
        ["Goes by the evaluation only", "Says that the procedure decides"], ["Liked our references", "Told us the budget"], ["Recommended us to the board", "Arranged a meeting with the director"],
    ];

    public static IEnumerable<DemoPart> Of(Randomizer chance) => [.. Always, .. Sometimes.Where(_ => chance.Bool(0.55f))];

    /// <summary>What the attitude is concluded from.</summary>
    public static string? Evidence(Randomizer chance, int? attitude, bool isChinese) =>
        attitude is { } value ? chance.ArrayElement((isChinese ? ChineseEvidence : EnglishEvidence)[value + 2]) : null;
}
