using System.Text;
using SiCrm.Domain.Access;

namespace SiCrm.Tests.Access.Factor;

public sealed class OneTimeCodeSpecs
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("12345678901234567890");

    /// <summary>The last six of the eight digits of RFC 6238, appendix B.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, OneTimeCode.At(Key, OneTimeCode.StepOf(DateTime.UnixEpoch.AddSeconds(seconds))));

    [Fact]
    public void A_clock_may_be_half_a_minute_wrong_and_no_more()
    {
        var now = DateTime.UnixEpoch.AddSeconds(1234567890);
        Assert.NotNull(OneTimeCode.Find(Key, "005924", now.AddSeconds(30)));
        Assert.NotNull(OneTimeCode.Find(Key, "005924", now.AddSeconds(-30)));
        Assert.Null(OneTimeCode.Find(Key, "005924", now.AddSeconds(61)));
        Assert.Null(OneTimeCode.Find(Key, "005925", now));
        Assert.Null(OneTimeCode.Find(Key, "", now));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void A_key_is_written_as_apps_read_it(string key, string written) =>
        Assert.Equal(written, OneTimeCode.Base32(Encoding.ASCII.GetBytes(key)));

    [Fact]
    public void A_code_and_a_recovery_code_are_good_once()
    {
        var now = DateTime.UnixEpoch.AddSeconds(1234567890);
        var factor = new SecondFactor(1, "sealed");
        var codes = factor.TurnOn(now);

        Assert.True(factor.Accept(Key, "005924", now));
        Assert.False(factor.Accept(Key, "005924", now));
        Assert.True(factor.AcceptRecovery(codes[0].ToUpperInvariant(), now));
        Assert.False(factor.AcceptRecovery(codes[0], now));
        Assert.Equal(9, factor.CodesLeft);
        Assert.Equal(SecondFactor.Codes, codes.Distinct().Count());
        Assert.DoesNotContain(factor.RecoveryCodes, kept => codes.Any(code => kept.Hash.Contains(code, StringComparison.Ordinal)));
        factor.MakeCodes();
        Assert.False(factor.AcceptRecovery(codes[1], now));
    }
}
