using Bogus;
using Bogus.DataSets;

namespace SiCrm.Infrastructure.Demo;

/// <summary>Names of people in both languages.</summary>
internal sealed class DemoNames(Randomizer chance)
{
    private readonly Name _chinese = new("zh_CN") { Random = chance };
    private readonly Name _english = new("en") { Random = chance };

    public string Of(bool isChinese) => isChinese ? _chinese.LastName() + _chinese.FirstName() : $"{_english.FirstName()} {_english.LastName()}";

    public string EnglishSurname() => _english.LastName();
}
