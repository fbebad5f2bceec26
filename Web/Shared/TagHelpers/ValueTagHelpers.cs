using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Web.Access;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary><c>&lt;money value="…" /&gt;</c>: 1,234,567.00, a dash for what is not known, a word for what is hidden from the reader.</summary>
[HtmlTargetElement("money", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MoneyTagHelper(Words words) : TagHelper
{
    private SensitiveField? _and;

    public Money? Value { get; set; }

    /// <summary>What the reader has to see to see the value.</summary>
    public SensitiveField Of { get; set; } = SensitiveField.Amount;

    /// <summary>What he has to see besides, where the one could be told from the other.</summary>
    public SensitiveField And { get => _and ?? Of; set => _and = value; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        var viewer = ViewContext.HttpContext.User.AsViewer();
        var isSeen = viewer.Sees(Of) && viewer.Sees(And);
        output.Attributes.Add("class", isSeen ? "money" : "money quiet");
        output.Content.SetContent(!isSeen ? words["Shared.Hidden"] : Value is { } money ? Show.Money(money) : Show.Nothing);
    }
}

/// <summary>
/// <c>&lt;share value="…" /&gt;</c>: which part of an amount another one is, as 12.3%. Whoever knows one of the two would know the other, so it
/// is hidden as they are.
/// </summary>
[HtmlTargetElement("share", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ShareTagHelper(Words words) : TagHelper
{
    public decimal? Value { get; set; }

    /// <summary>What the reader has to see besides amounts.</summary>
    public SensitiveField And { get; set; } = SensitiveField.Amount;

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        var viewer = ViewContext.HttpContext.User.AsViewer();
        var isSeen = viewer.Sees(SensitiveField.Amount) && viewer.Sees(And);
        output.Attributes.Add("class", isSeen ? "money" : "money quiet");
        output.Content.SetContent(isSeen ? Show.Percent(Value) : words["Shared.Hidden"]);
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
