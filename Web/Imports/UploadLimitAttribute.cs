using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Errors;
using SiCrm.Web.Shared.Protection;

namespace SiCrm.Web.Imports;

/// <summary>Refuses what says it is too large before a byte of it is read: ahead of the check of the form's token, which reads the form.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UploadLimitAttribute(string refusal = "ImportFileTooLarge", string back = "/imports/new") : Attribute, IAuthorizationFilter, IOrderedFilter
{
    private const int MegaByte = 1_000_000;

    public int Order => int.MinValue;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (http.Request.ContentLength > ProtectionSetup.UploadLimit + ProtectionSetup.BodyLimit)
        {
            var words = http.RequestServices.GetRequiredService<Words>();
            var detail = words.Of(new Refusal(refusal, ProtectionSetup.UploadLimit / MegaByte));
            context.Result = new ErrorPage(StatusCodes.Status413PayloadTooLarge, "TooLarge", detail) { Back = back }
                .AsResult(http.RequestServices.GetRequiredService<IModelMetadataProvider>());
        }
    }
}
