using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Shared;

public sealed class ChineseCapitalsSpecs
{
    [Theory]
    [InlineData(0, "零元整")]
    [InlineData(1, "壹分")]
    [InlineData(5, "伍分")]
    [InlineData(10, "壹角整")]
    [InlineData(15, "壹角伍分")]
    [InlineData(100, "壹元整")]
    [InlineData(105, "壹元零伍分")]
    [InlineData(150, "壹元伍角整")]
    [InlineData(1_000, "壹拾元整")]
    [InlineData(1_100, "壹拾壹元整")]
    [InlineData(10_100, "壹佰零壹元整")]
    [InlineData(11_000, "壹佰壹拾元整")]
    [InlineData(100_500, "壹仟零伍元整")]
    [InlineData(105_000, "壹仟零伍拾元整")]
    [InlineData(168_032, "壹仟陆佰捌拾元叁角贰分")]
    [InlineData(1_000_000, "壹万元整")]
    [InlineData(1_000_100, "壹万零壹元整")]
    [InlineData(1_050_000, "壹万零伍佰元整")]
    [InlineData(1_500_000, "壹万伍仟元整")]
    [InlineData(10_700_053, "壹拾万柒仟元伍角叁分")]
    [InlineData(12_300_000_0, "壹佰贰拾叁万元整")]
    [InlineData(1_000_050_000, "壹仟万零伍佰元整")]
    [InlineData(10_000_000_000, "壹亿元整")]
    [InlineData(10_000_000_100, "壹亿零壹元整")]
    [InlineData(10_001_000_000, "壹亿零壹万元整")]
    [InlineData(10_100_000_000, "壹亿零壹佰万元整")]
    [InlineData(11_000_000_000, "壹亿壹仟万元整")]
    [InlineData(20_300_405_006, "贰亿零叁佰万肆仟零伍拾元零陆分")]
    [InlineData(9_000_000_000_000, "玖佰亿元整")]
    [InlineData(-10_050, "负壹佰元伍角整")]
    public void An_amount_is_written_so_that_no_digit_can_be_changed(long minor, string written) => Assert.Equal(written, ChineseCapitals.Of(new Money(minor)));

    [Fact]
    public void What_is_written_reads_back_as_the_same_amount()
    {
        var random = new Random(7);
        foreach (var minor in Enumerable.Range(0, 20_000).Select(i => i < 12_000 ? i * 7 : random.NextInt64(0, 1L << random.Next(1, 53))))
        {
            var text = ChineseCapitals.Of(new Money(minor));

            Assert.DoesNotContain("零零", text, StringComparison.Ordinal);
            Assert.Equal((minor, text), (Read(text), text));
        }
    }

    [Fact]
    public void The_largest_and_the_smallest_amount_can_be_written()
    {
        Assert.Equal(long.MaxValue, Read(ChineseCapitals.Of(new Money(long.MaxValue))));
        Assert.StartsWith("负", ChineseCapitals.Of(new Money(long.MinValue)), StringComparison.Ordinal);
    }

    /// <summary>The way back, written another way round: sections are added up from the left.</summary>
    private static long Read(string text)
    {
        var (total, section, digit, minor) = (0L, 0L, 0L, 0L);
        foreach (var c in text)
        {
            switch (c)
            {
                case '拾' or '佰' or '仟': (section, digit) = (section + (digit * (c == '拾' ? 10 : c == '佰' ? 100 : 1000)), 0); break;
                case '万': (section, digit) = ((section + digit) * 10_000, 0); total += section; section = 0; break;
                case '亿': (minor, total, section, digit) = ((minor + total + section + digit) * 100_000_000, 0, 0, 0); break;
                case '元': return ((minor + total + section + digit) * 100) + Cents(text[(text.IndexOf('元', StringComparison.Ordinal) + 1)..]);
                case '零' or '整' or '负': break;
                case '角' or '分': return Cents(text);
                default: digit = "零壹贰叁肆伍陆柒捌玖".IndexOf(c, StringComparison.Ordinal); break;
            }
        }

        return total;
    }

    private static long Cents(string text)
    {
        var (cents, digit) = (0L, 0L);
        foreach (var c in text)
        {
            (cents, digit) = c switch
            {
                '角' => (cents + (digit * 10), 0),
                '分' => (cents + digit, 0),
                _ => (cents, Math.Max(0, "零壹贰叁肆伍陆柒捌玖".IndexOf(c, StringComparison.Ordinal))),
            };
        }

        return cents;
    }
}
