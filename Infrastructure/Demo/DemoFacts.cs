using Bogus;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What a company's first call leaves on the lead.</summary>
internal static class DemoFacts
{
    private static readonly string[] Campaigns = ["春季数字化论坛", "Cloud day", "等保合规研讨会", "Smart factory fair"];

    public static LeadFacts Of(DemoCustomer company, LeadChannel channel, long regionId, DemoTalk talk, DateOnly today)
    {
        var chance = talk.Chance;
        var (product, need) = talk.Speech.Need(company.IsChinese);
        return new LeadFacts
        {
            Company = company.Name,
            Channel = channel,
            Campaign = channel == LeadChannel.Event ? chance.ArrayElement(Campaigns) : null,
            ContactName = chance.Bool(0.95f) ? talk.Names.Of(company.IsChinese) : null,
            Phone = chance.Bool(0.9f) ? Phone(chance) : null,
            Email = chance.Bool(0.7f) ? $"contact{chance.Int(1, 9)}@{company.Domain}" : null,
            RegionId = regionId,
            Industry = company.Industry,
            Need = need,
            Products = product,
            Amount = chance.Bool(0.8f) ? Amount(chance) : null,
            ExpectedOn = chance.Bool(0.6f) ? today.AddDays(chance.Int(60, 300)) : null,
            Score = chance.Bool(0.7f) ? chance.Int(3, 19) * 5 : null,
        };
    }

    /// <summary>Half of all projects lie under 600,000; a few go into the millions.</summary>
    public static Money Amount(Randomizer chance)
    {
        var bell = Enumerable.Range(0, 6).Sum(_ => chance.Double(-0.5, 0.5));
        return Money.FromMajor(Math.Round((decimal)Math.Exp(13.3 + (1.1 * bell)) / 5_000m) * 5_000m);
    }

    /// <summary>The day that is known, unless it is past.</summary>
    public static DateOnly Later(DateOnly? day, DateOnly least) => day is { } known && known > least ? known : least;

    private static string Phone(Randomizer chance) =>
        chance.Bool(0.7f) ? $"1{chance.ArrayElement(["38", "39", "50", "58", "77", "86"])}{chance.Int(10_000_000, 99_999_999)}"
        : $"+86 {chance.ArrayElement(["10", "21", "25", "28", "755", "571"])} {chance.Int(6_000_000, 8_999_999)}";
}
