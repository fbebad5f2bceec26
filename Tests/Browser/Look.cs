namespace SiCrm.Tests.Browser;

/// <summary>How a person has the program before him.</summary>
public sealed record Look(string Theme, string Language, int Width)
{
    public const int Desk = 1280;
    public const int Phone = 360;
    public const int SmallPhone = 320;

    public override string ToString() => $"{Theme}-{Language}-{Width}";
}

/// <summary>Each theme, each language and each width, and each theme in each language.</summary>
public sealed class Looks : TheoryData<string, string, int>
{
    public Looks()
    {
        Add("light", "en", Look.Desk);
        Add("dark", "zh-CN", Look.Desk);
        Add("light", "zh-CN", Look.Phone);
        Add("dark", "en", Look.Phone);
    }
}
