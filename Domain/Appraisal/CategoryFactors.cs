using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Appraisal;

/// <summary>What a signed contract opened up for the company, the best that is true of it.</summary>
public enum ContractNovelty
{
    /// <summary>新行业: the company's first in the industry within the look-back.</summary>
    NewIndustry,

    /// <summary>新客户: the first with the customer.</summary>
    NewCustomer,

    /// <summary>新项目: the customer is known, but buys something that he never bought before.</summary>
    NewProject,

    /// <summary>复购或续约: nothing in it that the customer has not bought before.</summary>
    Repeat,
}

/// <summary>客户类别系数: what 10,000 of signed amount are worth in points, in hundredths (product text, section 9).</summary>
/// <param name="LookBackMonths">So long an industry stays known after a signing.</param>
public sealed record CategoryFactors(int NewIndustry = 150, int NewCustomer = 130, int NewProject = 100, int Repeat = 60, int LookBackMonths = 36)
{
    /// <summary>In hundredths: ten points for 10,000.</summary>
    public const int Most = 1_000;

    public const int MostMonths = 240;

    /// <summary>Points are counted exactly in minor units × hundredths; so many make one point.</summary>
    public const long UnitsOfPoint = 100_000_000;

    public int this[ContractNovelty novelty] => novelty switch
    {
        ContractNovelty.NewIndustry => NewIndustry,
        ContractNovelty.NewCustomer => NewCustomer,
        ContractNovelty.NewProject => NewProject,
        _ => Repeat,
    };

    public Refusal? Fault() =>
        Enum.GetValues<ContractNovelty>().Any(novelty => this[novelty] is < 0 or > Most) ? new Refusal("FactorOutOfRange", Most / 100)
        : LookBackMonths is < 1 or > MostMonths ? new Refusal("LookBackOutOfRange", MostMonths) : null;
}
