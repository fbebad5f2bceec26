using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;

namespace SiCrm.Tests.Customers.Merging;

public sealed class PinyinSpecs
{
    [Theory]
    [InlineData("华信科技有限公司", "华鑫科技股份有限公司")]
    [InlineData("长江银行", "长江银行集团")]
    [InlineData("绿城", "绿成")]
    [InlineData("北京ABC数据公司", "背景ABC数据有限公司")]
    public void Names_that_sound_the_same_have_one_key(string one, string two) => Assert.Equal(KeyOf(one), KeyOf(two));

    [Theory]
    [InlineData("西安", "先")]
    [InlineData("绿城", "路程")]
    [InlineData("北京ABC数据", "北京ABD数据")]
    [InlineData("华信", "华星")]
    public void Names_that_sound_differently_have_two(string one, string two) => Assert.NotEqual(KeyOf(one), KeyOf(two));

    [Theory]
    [InlineData("Acme Corporation")]
    [InlineData("A酒")]
    [InlineData("")]
    [InlineData("\uD840\uDC00")]
    public void A_name_without_two_chinese_characters_sounds_like_nothing(string name) => Assert.Equal("", KeyOf(name));

    [Fact]
    public void The_longest_name_has_a_key_that_fits() => Assert.True(KeyOf(new string('庄', 200)).Length <= Pinyin.Length);

    private static string KeyOf(string name) => Pinyin.KeyOf(NameKey.OfCompany(name));
}
