using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Tests.Shared;

/// <summary>Long tables write their cells themselves, and so that nobody sees a difference.</summary>
public sealed class CellSpecs
{
    private static readonly Words Words = new();
    private static readonly Company Company = new();
    private static readonly MovableClock Clock = new(World.Start);
    private static readonly Cells Cells = new(Company, Clock, Words);

    [Theory]
    [InlineData(123_456_700L)]
    [InlineData(null)]
    public void An_amount_is_written_as_its_tag_helper_does(long? minor)
    {
        Money? money = minor is { } known ? new Money(known) : null;
        Assert.Equal(Of(new MoneyTagHelper { Value = money }), Written(html => Cells.Money(html, money)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(100)]
    [InlineData(null)]
    public void An_instant_is_written_as_its_tag_helper_does(int? days)
    {
        var at = days is { } known ? World.Start.AddDays(known) : (DateTime?)null;
        Assert.Equal(Of(new InstantTagHelper(Company, Clock, Words) { Value = at, Plain = true }), Written(html => Cells.Instant(html, at)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_day_is_written_as_its_tag_helper_does(bool weekday)
    {
        foreach (var day in (DateOnly?[])[new DateOnly(2026, 11, 21), null])
        {
            Assert.Equal(Of(new DayTagHelper { Value = day, Weekday = weekday }), Written(html => Cells.Day(html, day, weekday)));
        }
    }

    [Fact]
    public void A_status_is_written_as_its_tag_helper_does() => Assert.All(Enum.GetValues<LeadStatus>(), status =>
        Assert.Equal(Of(new StatusBadgeTagHelper(Words) { Value = status }), Written(html => Cells.Status(html, status))));

    [Theory]
    [InlineData("<script>", "&lt;script&gt;")]
    [InlineData("a\"b'", "a&quot;b&#x27;")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_value_is_encoded(string? value, string written) => Assert.Equal(written, Written(html => html.Text(value)));

    private static string Written(Action<HtmlText> write)
    {
        using var text = new StringWriter();
        write(new HtmlText(text, HtmlEncoder.Default));
        return text.ToString();
    }

    private static string Of(TagHelper helper)
    {
        var output = new TagHelperOutput("x", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent())) { TagMode = TagMode.SelfClosing };
        helper.Process(new TagHelperContext([], new Dictionary<object, object>(), "x"), output);
        using var text = new StringWriter();
        output.WriteTo(text, HtmlEncoder.Default);
        return text.ToString();
    }
}
