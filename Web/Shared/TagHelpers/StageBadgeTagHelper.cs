using Microsoft.AspNetCore.Razor.TagHelpers;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Opportunities;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary><c>&lt;stage-badge value="row.StageId" /&gt;</c>: the stage by its name, with the colour of how it stands.</summary>
[HtmlTargetElement("stage-badge", Attributes = "value", TagStructure = TagStructure.WithoutEndTag)]
public sealed class StageBadgeTagHelper(Company company) : TagHelper
{
    public int Value { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var stage = company.Facts.Stages.Find(Value);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"status {ToneOf(stage)}");
        output.Content.SetContent(stage?.Called() ?? "?");
    }

    private static string ToneOf(Stage? stage) => stage?.State switch
    {
        OpportunityState.Won => "status-installed",
        OpportunityState.Lost => "status-lost",
        OpportunityState.Abandoned => "status-dormant",
        _ => "status-active",
    };
}
