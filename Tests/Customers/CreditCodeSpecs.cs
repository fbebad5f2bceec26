using FsCheck;
using FsCheck.Fluent;
using SiCrm.Domain.Customers;

namespace SiCrm.Tests.Customers;

/// <summary>The check sign of GB 32100.</summary>
public sealed class CreditCodeSpecs
{
    private const string Signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("91110000600037341L")]
    public void Published_codes_are_valid(string code) => Assert.True(CreditCode.IsValid(code));

    [Theory]
    [InlineData("91350100M000100Y44")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100M000100Y433")]
    [InlineData("91350100I000100Y43")]
    [InlineData("")]
    public void Others_are_not(string code) => Assert.False(CreditCode.IsValid(code));

    [Fact]
    public void A_code_with_one_sign_changed_is_never_valid()
    {
        var changes = from signs in Gen.Elements(Signs.ToCharArray()).ArrayOf(17)
                      from place in Gen.Choose(0, 17)
                      from other in Gen.Elements(Signs.ToCharArray())
                      select (Code: new string(signs) + CreditCode.CheckSignOf(new string(signs)), place, other);

        Prop.ForAll(changes.ToArbitrary(), change =>
        {
            var (code, place, other) = change;
            var altered = code[..place] + other + code[(place + 1)..];
            return CreditCode.IsValid(code) && (altered == code || !CreditCode.IsValid(altered));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Spaces_width_and_case_do_not_matter() =>
        Assert.Equal("91350100M000100Y43", CreditCode.Cleaned(" ９１３５０１００ m000100y43 "));
}
