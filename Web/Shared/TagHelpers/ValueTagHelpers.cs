using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary><c>&lt;money value="…" /&gt;</c>: 1,234,567.00, or a dash for what is not known.</summary>
[HtmlTargetElement("money", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MoneyTagHelper : TagHelper
{
    public Money? Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Add("class", "money");
        output.Content.SetContent(Value is { } money ? Show.Money(money) : Show.Nothing);
    }
}

/// <summary><c>&lt;day value="…" /&gt;</c>: 2026-11-21, with the weekday where planning needs it.</summary>
[HtmlTargetElement("day", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DayTagHelper : TagHelper
{
    public DateOnly? Value { get; set; }

    public bool Weekday { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = Value is null ? "span" : "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Value is { } day)
        {
            output.Attributes.Add("datetime", Show.Day(day));
        }

        output.Content.SetContent(Value is not { } shown ? Show.Nothing : Weekday ? Show.DayWithWeekday(shown) : Show.Day(shown));
    }
}

/// <summary>A lead's status: its own colour and, for those who don't see it, its own mark, always with the word.</summary>
[HtmlTargetElement("status-badge", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StatusBadgeTagHelper(Words words) : TagHelper
{
    public LeadStatus Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Add("class", $"status status-{Value.ToString().ToLower(CultureInfo.InvariantCulture)}");
        output.Content.SetContent(words.Of(Value));
    }
}
