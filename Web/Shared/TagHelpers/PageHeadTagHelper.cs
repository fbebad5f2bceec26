using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.WebUtilities;
using SiCrm.Web.Access;
using SiCrm.Web.Reports;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary>One step of the way here.</summary>
public sealed record Crumb(string Path, string Text);

/// <summary>
/// <c>&lt;page-head title="…" crumbs='[new("/leads", T["Leads.Title"])]'&gt;the one primary action&lt;/page-head&gt;</c>:
/// heading, breadcrumbs, and the title of the window.
/// </summary>
[HtmlTargetElement("page-head")]
public sealed class PageHeadTagHelper(Words words) : TagHelper
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
        var (actions, report) = (await output.GetChildContentAsync(), ReportLinks());
        output.TagName = "header";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "page-head");
        output.Content.AppendHtml(Heading());
        if (!actions.IsEmptyOrWhiteSpace || report.Count > 0)
        {
            output.Content.AppendHtml("<div class=\"page-actions\">").AppendHtml(actions);
            report.ForEach(link => output.Content.AppendHtml(link));
            output.Content.AppendHtml("</div>");
        }
    }

    /// <summary>A report can be kept as a favourite, and mailed regularly, with the filters that it has now.</summary>
    private List<TagBuilder> ReportLinks()
    {
        var (request, viewer) = (ViewContext.HttpContext.Request, ViewContext.HttpContext.User.AsViewer());
        var address = request.Path + request.QueryString;
        return ReportCatalogue.Parse(address) is not { } found || !ReportCatalogue.IsOpenTo(viewer) || !ReportCatalogue.SeenBy(viewer).Contains(found.Report) ? [] :
        [
            Link("/reports/favourites/new", address, "star", words["Reports.Favourite.New"]), Link("/reports/schedules/new", address, "mail", words["Reports.Schedule.New"]),
        ];
    }

    private TagBuilder Link(string path, string of, string icon, string text)
    {
        var link = Text("a", "");
        link.AddCssClass("btn no-print");
        link.MergeAttribute("href", QueryHelpers.AddQueryString(path, "of", of));
        link.MergeAttribute("title", text);
        link.MergeAttribute("aria-label", text);
        link.InnerHtml.AppendHtml(IconTagHelper.Svg(ViewContext.HttpContext, icon));
        return link;
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
