using SiCrm.Domain.Access;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.Factor;

/// <summary>An app on a person's phone.</summary>
internal sealed class Authenticator(string key, MovableClock clock)
{
    private readonly byte[] _key = Bytes(key);

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>The code of the next half minute: none was used before.</summary>
    public string Next()
    {
        clock.Pass(TimeSpan.FromSeconds(30));
        return OneTimeCode.At(_key, OneTimeCode.StepOf(clock.GetUtcNow().UtcDateTime));
    }

    /// <summary>Sets the second factor up on its page, by the key that stands there.</summary>
    public static async Task<Authenticator> SetUpAsync(Visitor visitor, MovableClock clock)
    {
        await visitor.SendAsync(await visitor.GetAsync("/me/second-factor"), "form[action='/me/second-factor']");
        var page = await visitor.GetAsync("/me/second-factor");
        var app = new Authenticator(page.Find("code.secret").TextContent.Replace(" ", "", StringComparison.Ordinal), clock);
        var codes = await visitor.SendAsync(page, "form[action$='/confirmation']", ("Form.Code", app.Next()));
        app.RecoveryCodes = [.. codes.Document.QuerySelectorAll(".recovery-codes code").Select(code => code.TextContent)];
        Assert.Equal(SecondFactor.Codes, app.RecoveryCodes.Count);
        return app;
    }

    private static byte[] Bytes(string base32)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(base32.Select(letter => Convert.ToString(letters.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
