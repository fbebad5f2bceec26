using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary><c>&lt;instant value="…" /&gt;</c>: how long ago, with the exact time on hover; <c>exact</c> turns that round.</summary>
[HtmlTargetElement("instant", TagStructure = TagStructure.WithoutEndTag)]
public sealed class InstantTagHelper(Company company, TimeProvider clock, Words words) : TagHelper
{
    public DateTime? Value { get; set; }

    public bool Exact { get; set; }

    /// <summary>For lists with hundreds of them: the words and the time on hover only.</summary>
    public bool Plain { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Value is not { } at)
        {
            output.TagName = "span";
            output.Content.SetContent(Show.Nothing);
            return;
        }

        var exact = Show.Instant(at, company.Time);
        var relative = Show.Relative(at, clock.GetUtcNow().UtcDateTime, words);
        output.TagName = Plain ? "span" : "time";
        if (!Plain)
        {
            output.Attributes.Add("datetime", Written(at));
        }

        output.Attributes.Add("title", Exact ? relative : exact);
        output.Content.SetContent(Exact ? exact : relative);
    }

    private static string Written(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
