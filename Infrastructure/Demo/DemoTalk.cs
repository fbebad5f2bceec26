using Bogus;

namespace SiCrm.Infrastructure.Demo;

/// <summary>Who calls, how people are named and what they say, all by the same chance.</summary>
internal sealed class DemoTalk
{
    public DemoTalk(Randomizer chance)
    {
        Chance = chance;
        Names = new DemoNames(chance);
        Companies = new DemoCompanies(chance, Names);
        Speech = new DemoSpeech(chance);
    }

    public Randomizer Chance { get; }

    public DemoNames Names { get; }

    public DemoCompanies Companies { get; }

    public DemoSpeech Speech { get; }
}
