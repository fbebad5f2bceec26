namespace SiCrm.Tests.Browser;

/// <summary>How a person has the program before him.</summary>
public sealed record Look(string Theme, string Language, int Width)
{
    public const int Desk = 1280;
    public const int Phone = 360;
    public const int SmallPhone = 320;

    public override string ToString() => $"{Theme}-{Language}-{Width}";
}

/// <summary>Looks in which every page is asked for barriers: each theme, each language and each width.</summary>
public sealed class Looks : TheoryData<string, string, int>
{
    public Looks()
    {
        Add("light", "en", Look.Desk);
        Add("dark", "zh-CN", Look.Phone);
    }
}

/// <summary>Looks in which a page has the least room: the other half of themes and languages, on the smallest phone.</summary>
public sealed class SmallLooks : TheoryData<string, string, int>
{
    public SmallLooks()
    {
        Add("light", "zh-CN", Look.SmallPhone);
        Add("dark", "en", Look.SmallPhone);
    }
}
