using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace SiCrm.Web.Shared;

/// <summary>Views lie beside their controller: <c>Web/Leads/Index.cshtml</c> belongs to a controller of the namespace <c>SiCrm.Web.Leads</c>.</summary>
internal sealed class FeatureViews : IViewLocationExpander
{
    public void PopulateValues(ViewLocationExpanderContext context)
    {
        context.Values["feature"] = context.ActionContext.ActionDescriptor is ControllerActionDescriptor action
            ? Feature.FolderOf(action.ControllerTypeInfo)
            : "Shared";
    }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
    {
        var feature = context.Values["feature"];
        return [$"/{feature}/{{1}}/{{0}}.cshtml", $"/{feature}/{{0}}.cshtml", $"/{feature?.Split('/')[0]}/{{0}}.cshtml", "/Shared/{0}.cshtml"];
    }
}
