using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Columns;

namespace SiCrm.Tests.Imports;

using static ImportField;

public sealed class ColumnMapSpecs
{
    private static readonly string[] English =
        ["Lead No", "Captured At", "Channel", "Company", "Contact", "Phone", "Email", "Region", "Industry", "Product", "Need", "Estimated Amount"];

    private static readonly string[] Chinese =
        ["线索编号", "获取时间", "渠道", "公司名称", "联系人", "手机", "邮箱", "大区", "行业", "意向产品", "需求描述", "预计金额(元)"];

    private static readonly ImportField[] Fields =
        [Number, CapturedAt, Channel, Company, ContactName, Phone, Email, Region, Industry, Products, Need, Amount];

    [Fact]
    public void Columns_are_known_by_their_names_in_both_languages()
    {
        Assert.Equal(string.Join(',', Fields), ColumnMap.Guess(ImportKind.Leads, English).ToString());
        Assert.Equal(string.Join(',', Fields), ColumnMap.Guess(ImportKind.Leads, Chinese).ToString());
    }

    [Fact]
    public void The_columns_of_an_event_log_are_known() =>
        Assert.Equal("Number,At,From,To,Owner,By",
            ColumnMap.Guess(ImportKind.LeadEvents, ["Lead No", "At", "From", "To", "Owner", "By"]).ToString());

    [Theory]
    [InlineData("COMPANY_NAME", Company)]
    [InlineData("company name *", Company)]
    [InlineData("Ｃｏｍｐａｎｙ", Company)]
    [InlineData("Phone / 电话", Phone)]
    [InlineData("客户名称（全称）", Company)]
    [InlineData("Est. Amount (CNY)", Amount)]
    [InlineData("E-Mail", Email)]
    public void Spelling_width_brackets_and_halves_do_not_matter(string name, ImportField field) =>
        Assert.Equal(field, ColumnMap.Guess(ImportKind.Leads, [name]).FieldOf(0));

    [Fact]
    public void Of_two_columns_for_one_field_the_first_is_read_and_the_other_is_said_to_be_left_out()
    {
        var map = ColumnMap.Guess(ImportKind.Leads, ["Company", "Phone", "Mobile", "Shoe size"]);

        Assert.Equal(1, map[Phone]);
        Assert.Equal(["Mobile", "Shoe size"], map.Unread);
    }

    [Fact]
    public void A_missing_column_is_refused_with_those_that_are_there()
    {
        var refusal = ColumnMap.Guess(ImportKind.Leads, ["Phone", "Mail"]).Refusal;

        Assert.Equal("ImportColumnMissing", refusal?.Code);
        Assert.Equal(["Company", "Phone, Mail"], refusal?.Args);
    }

    [Fact]
    public void A_map_file_says_columns_in_either_language_and_leaves_the_rest_to_the_guess()
    {
        var map = ColumnMap.Read(ImportKind.Leads, ["Firma", "Nr", "Phone", "Mobile"],
            "# ours\nFirma = Company\nNr = 线索编号\nPhone =\n\nmobile = phone\n");

        Assert.Equal("Company,Number,,Phone", map.ToString());
    }

    [Theory]
    [InlineData("Firma Company", "ImportMapLineUnreadable")]
    [InlineData("Nowhere = Company", "ImportMapNoColumn")]
    [InlineData("Firma = Shoe size", "ImportMapNoField")]
    [InlineData("Firma = Company\nName = Company", "ImportFieldTwice")]
    public void A_map_file_that_says_nonsense_is_refused(string lines, string code)
    {
        var refused = Assert.Throws<RuleBroken>(() => ColumnMap.Read(ImportKind.Leads, ["Firma", "Name"], lines));

        Assert.Equal(code, refused.Refusal.Code);
    }

    [Fact]
    public void A_map_is_written_and_read_back()
    {
        string[] header = ["x", "Company", "x", "Phone"];
        var map = ColumnMap.Of(ImportKind.Leads, header, [(0, Need), (1, null), (2, Company), (3, Phone)]);

        Assert.Equal(map.ToString(), ColumnMap.Parse(ImportKind.Leads, header, map.ToString()).ToString());
        Assert.Equal(2, map[Company]);
    }

    [Fact]
    public void Files_with_the_same_columns_are_recognised_whatever_the_case()
    {
        Assert.Equal(ColumnMap.HeaderKey(["Lead No", "Company"]), ColumnMap.HeaderKey(["LEAD NO.", "company"]));
        Assert.NotEqual(ColumnMap.HeaderKey(["Lead No", "Company"]), ColumnMap.HeaderKey(["Company", "Lead No"]));
    }
}
