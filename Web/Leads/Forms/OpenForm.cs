using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Protection;

namespace SiCrm.Web.Leads.Forms;

/// <summary>Finds the form of the address before anything of the request is read: its language, and the sites that may embed it. A retired one is not there.</summary>
internal sealed class OpenForm(CrmDbContext db) : IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var (http, token) = (context.HttpContext, context.RouteData.Values["token"] as string);
        var form = await db.LeadForms.AsNoTracking().SingleOrDefaultAsync(form => form.Token == token && form.IsActive, http.RequestAborted);
        if (form is null)
        {
            context.Result = new NotFoundResult();
            return;
        }

        http.Features.Set(form);
        http.Features.Set(new EmbeddingSites(form.Origins));
        if (Languages.All.FirstOrDefault(known => known.Name == form.Language) is { } language)
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
            http.Features.Set<IRequestCultureFeature>(new RequestCultureFeature(new RequestCulture(language), provider: null));
        }

        await next();
    }
}
