using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Opportunities.Quotes;

/// <summary>Nothing of what is pasted is guessed, and nothing of it is lost.</summary>
public sealed class QuotePasteSpecs
{
    private static readonly Dictionary<string, PasteColumn> Names = new()
    {
        ["产品编号"] = PasteColumn.Product, ["数量"] = PasteColumn.Quantity, ["说明"] = PasteColumn.Text, ["unit price"] = PasteColumn.UnitPrice,
    };

    [Fact]
    public void Lines_are_read_in_their_order()
    {
        var paste = QuotePaste.Read("S-1\t\t3\t1,200.50\t5\t13%\t800\tPhase 1\t\r\n\tCabling\t1\t5万\t\t\t\t\tyes\n\n", "CNY", Names);

        Assert.Empty(paste.Faults);
        Assert.Equal(
            [
                new PastedLine(1, "S-1", null, 3)
                {
                    UnitPrice = new Money(120_050),
                    Discount = new Percent(500),
                    TaxRate = new Percent(1300),
                    UnitCost = new Money(80_000),
                    Phase = "Phase 1",
                },
                new PastedLine(2, null, "Cabling", 1)
                {
                    UnitPrice = Money.FromMajor(50_000),
                    IsOptional = true,
                },
            ], paste.Lines);
    }

    [Fact]
    public void Our_own_sheet_has_columns_and_parts_of_bundles_that_are_passed_over()
    {
        var paste = QuotePaste.Read("产品编号\t数量\tSum\nS-1\t2\t40\n\t4\n\t↳ Part\t8", "CNY", Names, new HashSet<string> { "sum" });

        Assert.Equal(("S-1", 2), (paste.Lines[0].Product, paste.Lines[0].Quantity));
        Assert.Equal(2, paste.Lines.Count);
    }

    [Theory]
    [InlineData("\t\"Cabling\nfloor 2\"\t3", "Cabling floor 2")]
    [InlineData("\t\"Say \"\"when\"\"\tnow\"\t3", "Say \"when\" now")]
    [InlineData("\t24\" rack\t3", "24\" rack")]
    [InlineData("\t\"24 inch\t3", "\"24 inch")]
    public void A_cell_with_a_line_break_or_quotes_is_read_as_a_spreadsheet_writes_it(string row, string text)
    {
        var paste = QuotePaste.Read($"S-1\t\t1\n{row}\r\nS-2\t\t5", "CNY", Names);

        Assert.Empty(paste.Faults);
        Assert.Equal([(1, null, 1), (2, text, 3), (3, null, 5)], paste.Lines.Select(line => (line.Row, line.Text, line.Quantity)));
    }

    [Fact]
    public void A_row_of_several_lines_that_can_not_be_read_stays_whole()
    {
        const string Row = "\t\"Cabling\nfloor 2\"\tmany";

        Assert.Equal((2, Row), QuotePaste.Read($"S-1\t\t1\n{Row}\n", "CNY", Names).Faults.Select(fault => (fault.Row, fault.Line)).Single());
    }

    [Fact]
    public void A_heading_says_another_order()
    {
        var paste = QuotePaste.Read("数量\t产品编号\tUnit price\n2\tS-1\t10", "CNY", Names);

        Assert.Equal((2, "S-1", (Money?)new Money(1000)), paste.Lines.Select(line => (line.Quantity, line.Product, line.UnitPrice)).Single());
    }

    [Theory]
    [InlineData("2.00", 2)]
    [InlineData("1,200.0", 1200)]
    [InlineData("12", 12)]
    [InlineData("1,200", 1200)]
    public void A_quantity_may_be_written_with_decimals_that_say_nothing(string cell, int quantity) =>
        Assert.Equal(quantity, Assert.Single(QuotePaste.Read($"S-1\t\t{cell}", "CNY", Names).Lines).Quantity);

    [Fact]
    public void A_heading_with_one_name_that_nobody_knows_names_it_and_nothing_is_guessed()
    {
        var paste = QuotePaste.Read("数量\t产品编号\tPrice each\n2\tS-1\t10", "CNY", Names);

        Assert.Empty(paste.Lines);
        Assert.Equal(["数量\t产品编号\tPrice each", "2\tS-1\t10"], paste.Faults.Select(fault => fault.Line));
        Assert.All(paste.Faults, fault => Assert.Equal(("PasteHeading", "Price each"), (Only(fault).Code, Only(fault).Args.Single())));
    }

    [Fact]
    public void Several_headings_that_nobody_knows_are_named_and_no_line_is_read_in_another_order()
    {
        var paste = QuotePaste.Read("产品编号\t数量\tList\t小计\nS-1\t2\t10\t5", "CNY", Names);

        Assert.Empty(paste.Lines);
        Assert.All(paste.Faults, fault => Assert.Equal(("PasteHeading", "List, 小计"), (Only(fault).Code, Only(fault).Args.Single())));
    }

    [Theory]
    [InlineData("S-1\t\tthree", "PasteQuantity")]
    [InlineData("S-1\t\t", "PasteQuantity")]
    [InlineData("S-1\t\t-2", "PasteQuantity")]
    [InlineData("S-1\t\t1.5", "PasteQuantity")]
    [InlineData("S-1\t\t1,5", "PasteQuantity")]
    [InlineData("S-1\t\t2,50", "PasteQuantity")]
    [InlineData("S-1\t\t=1+1", "PasteQuantity")]
    [InlineData("S-1\t\t1\tcheap", "PasteAmount")]
    [InlineData("S-1\t\t1\t1000.005", "AmountTooFine")]
    [InlineData("S-1\t\t1\t$500", "AmountInOtherCurrency")]
    [InlineData("S-1\t\t1\t€12", "AmountInOtherCurrency")]
    [InlineData("S-1\t\t1\tUSD 500", "AmountInOtherCurrency")]
    [InlineData("S-1\t\t1\t500\t\t\t＄300", "AmountInOtherCurrency")]
    [InlineData("S-1\t\t1\t10\t100.01", "PasteShare")]
    [InlineData("S-1\t\t1\t10\t5.123", "PasteShare")]
    [InlineData("S-1\t\t1\t10\t5\t13\t1\tP\tmaybe", "PasteFlag")]
    [InlineData("S-1\t\t1\t10\t5\t13\t1\tP\tyes\tmore", "PasteTooManyCells")]
    public void What_can_not_be_read_is_kept_word_for_word_with_the_reason(string line, string code)
    {
        var paste = QuotePaste.Read("S-2\t\t1\n" + line, "CNY", Names);

        Assert.Single(paste.Lines);
        Assert.Equal((2, line, code), paste.Faults.Select(fault => (fault.Row, fault.Line, Only(fault).Code)).Single());
    }

    [Fact]
    public void A_row_names_everything_that_is_wrong_in_it()
    {
        var fault = Assert.Single(QuotePaste.Read("S-1\t\tthree\tcheap\t120\t13\t1\tP\tmaybe\tmore", "CNY", Names).Faults);

        Assert.Equal(["PasteQuantity", "PasteAmount", "PasteShare", "PasteFlag", "PasteTooManyCells"], fault.Refusals.Select(refusal => refusal.Code));
        Assert.Equal("S-1", fault.Product);
    }

    private static Refusal Only(PasteFault fault) => Assert.Single(fault.Refusals);
}
