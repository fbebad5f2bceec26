using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace SiCrm.Web.Shared.Errors;

/// <summary>A form whose token is no longer good is shown with what was typed, to be sent again by the person himself.</summary>
internal sealed class ExpiredFormFilter(IModelMetadataProvider metadata) : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            var kept = await KeptForm.OfAsync(context.HttpContext);
            var page = kept is null
                ? new ErrorPage(StatusCodes.Status400BadRequest, "TooLarge")
                : new ErrorPage(StatusCodes.Status400BadRequest, "FormExpired") { Kept = kept, MaySendAgain = true };
            context.Result = (page with { Back = ErrorPage.BackOf(context.HttpContext.Request) }).AsResult(metadata);
        }

        await next();
    }
}
