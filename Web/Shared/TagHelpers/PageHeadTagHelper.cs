using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using SiCrm.Web.Access;
using SiCrm.Web.Reports;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary>One step of the way here.</summary>
public sealed record Crumb(string Path, string Text);

/// <summary>
/// <c>&lt;page-head title="…" crumbs='[new("/leads", T["Leads.Title"])]'&gt;the one primary action&lt;/page-head&gt;</c>:
/// heading, breadcrumbs, and the title of the window.
/// </summary>
[HtmlTargetElement("page-head")]
public sealed class PageHeadTagHelper(Words words, IViewComponentHelper components) : TagHelper
{
    public string Title { get; set; } = "";

    public IReadOnlyList<Crumb> Crumbs { get; set; } = [];

    /// <summary>One line under the title.</summary>
    public string? Subtitle { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public required ViewContext ViewContext { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        // A heading in a partial view has a copy of the view data of its own; the layout looks here then.
        ViewContext.ViewData["Title"] = ViewContext.HttpContext.Items["Title"] = Title;
        var (actions, report) = (await output.GetChildContentAsync(), await ReportLinksAsync());
        output.TagName = "header";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "page-head");
        output.Content.AppendHtml(Heading());
        if (!actions.IsEmptyOrWhiteSpace || report is not null)
        {
            output.Content.AppendHtml("<div class=\"page-actions\">").AppendHtml(actions).AppendHtml(report).AppendHtml("</div>");
        }
    }

    /// <summary>A page that says what went wrong at the address of a report is none.</summary>
    private async Task<IHtmlContent?> ReportLinksAsync()
    {
        if (ViewContext.ViewData.Model is ErrorPage || !ReportLinksViewComponent.IsOf(ViewContext.HttpContext.Request, ViewContext.HttpContext.User.AsViewer()))
        {
            return null;
        }

        (components as IViewContextAware)?.Contextualize(ViewContext);
        return await components.InvokeAsync("ReportLinks", new { });
    }

    private TagBuilder Heading()
    {
        var heading = new TagBuilder("div");
        heading.AddCssClass("page-heading");
        if (Crumbs.Count > 0)
        {
            heading.InnerHtml.AppendHtml(Trail());
        }

        heading.InnerHtml.AppendHtml(Text("h1", Title));
        if (!string.IsNullOrEmpty(Subtitle))
        {
            heading.InnerHtml.AppendHtml(Text("p", Subtitle));
        }

        return heading;
    }

    private TagBuilder Trail()
    {
        var nav = new TagBuilder("nav");
        nav.MergeAttribute("aria-label", words["Shared.Breadcrumbs"]);
        nav.AddCssClass("crumbs");
        foreach (var crumb in Crumbs)
        {
            var link = Text("a", crumb.Text);
            link.MergeAttribute("href", crumb.Path);
            nav.InnerHtml.AppendHtml(link);
        }

        return nav;
    }

    private static TagBuilder Text(string element, string text)
    {
        var tag = new TagBuilder(element);
        tag.InnerHtml.Append(text);
        return tag;
    }
}
