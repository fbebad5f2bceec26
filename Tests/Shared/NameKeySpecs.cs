using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Shared;

public sealed class NameKeySpecs
{
    [Theory]
    [InlineData("Green Media Co., Ltd.", "green media")]
    [InlineData("Green Media Co.,Ltd", "GREEN MEDIA COMPANY LIMITED")]
    [InlineData("GreenMedia", "Green-Media Inc.")]
    [InlineData("The Green Group", "Green Holdings")]
    [InlineData("Société Générale S.A.", "Société Générale SA")]
    [InlineData("上海华信科技有限公司", "上海华信科技股份有限公司")]
    [InlineData("上海华信科技", "上海 华信科技 有限责任公司")]
    [InlineData("北京（中国）数据集团", "北京(中国)数据集团有限公司")]
    [InlineData("ＡＢＣ Ｌｔｄ", "abc")]
    public void Two_spellings_of_a_company_have_one_key(string one, string other) =>
        Assert.Equal(NameKey.OfCompany(one), NameKey.OfCompany(other));

    [Theory]
    [InlineData("上海华信科技有限公司", "上海华信贸易有限公司")]
    [InlineData("Green Media", "Green Motors")]
    public void Two_companies_have_two(string one, string other) => Assert.NotEqual(NameKey.OfCompany(one), NameKey.OfCompany(other));

    [Theory]
    [InlineData("The Limited", "thelimited")]
    [InlineData("公司", "公司")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("…!?", "")]
    public void A_name_of_suffixes_only_stays_whole(string? name, string key) => Assert.Equal(key, NameKey.OfCompany(name));

    [Fact]
    public void A_key_fits_its_column_even_where_compatibility_forms_grow() =>
        Assert.Equal(NameKey.Length, NameKey.OfCompany(new string('\uFDFA', 200)).Length);

    [Theory]
    [InlineData("+86 10 68297732", "1068297732")]
    [InlineData("010-6829 7732", "1068297732")]
    [InlineData("(010) 68297732 转 805", "1068297732")]
    [InlineData("0086-10-68297732", "1068297732")]
    [InlineData("+86 139 1234 5678", "13912345678")]
    [InlineData("139-1234-5678", "13912345678")]
    [InlineData("１３９１２３４５６７８", "13912345678")]
    [InlineData("+1 212 555 0100 x12", "12125550100")]
    [InlineData("110", "")]
    [InlineData("none", "")]
    public void Telephone_numbers_are_told_apart_by_their_digits(string phone, string key) => Assert.Equal(key, NameKey.OfPhone(phone));

    [Theory]
    [InlineData("li.lei@Green45.Example", "green45.example")]
    [InlineData("li@qq.com", "")]
    [InlineData("no address", "")]
    [InlineData(null, "")]
    public void A_mail_domain_tells_companies_apart_unless_it_is_a_public_one(string? email, string domain) =>
        Assert.Equal(domain, NameKey.OfMailDomain(email));

    [Theory]
    [InlineData("中国移动", new[] { "中国", "国移", "移动" })]
    [InlineData("华", new[] { "华" })]
    [InlineData("Oracle数据库12c", new[] { "oracle", "数据", "据库", "12c" })]
    [InlineData("ＡＩ-Ready", new[] { "ai", "ready" })]
    [InlineData("𠀀𠀁𠀂", new[] { "𠀀𠀁", "𠀁𠀂" })]
    public void Chinese_becomes_pairs_and_Latin_stays_words(string text, string[] tokens) => Assert.Equal(tokens, SearchText.Tokens(text));

    [Theory]
    [InlineData("+86 (10) 6829-7732", new[] { "1068297732" })]
    [InlineData("6829 77", new[] { "6829", "77" })]
    [InlineData("L-2026-00042", new[] { "l", "2026", "00042" })]
    public void A_telephone_number_is_looked_for_in_any_spelling(string query, string[] tokens) => Assert.Equal(tokens, SearchText.Query(query));

    [Theory]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u200F\u202Eabc", "\u200Fabc")]
    [InlineData("👨‍👩‍👧", "👨‍👩‍👧")]
    [InlineData(" a \t b\u00A0c ", "a b c")]
    [InlineData("\u0000\u001B", null)]
    public void One_line_of_text_is_kept_clean(string text, string? clean) => Assert.Equal(clean, PlainText.Line(text));

    [Fact]
    public void Nothing_of_Unicode_throws()
    {
        var hostile = "\uD800\uDC00\uDFFF\0\u202E\uFFFF" + string.Concat(Enumerable.Repeat("\u0301", 10_000));
        Assert.Equal("a\uFFFDb", PlainText.Line("a\uD800b"));
        Assert.NotNull(PlainText.Lines(hostile));
        Assert.NotNull(SearchText.Of(hostile));
        Assert.NotNull(NameKey.OfCompany(hostile) + NameKey.OfPhone(hostile) + NameKey.OfMailDomain("@" + hostile));
    }
}
