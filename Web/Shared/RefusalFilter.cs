using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared;

/// <summary>Turns a rule's refusal into a page that says why and what to do next, answered with 422.</summary>
internal sealed class RefusalFilter(Words words, IModelMetadataProvider metadata) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is RuleBroken broken)
        {
            context.Result = new ViewResult
            {
                ViewName = "Refused",
                StatusCode = StatusCodes.Status422UnprocessableEntity,
                ViewData = new ViewDataDictionary(metadata, context.ModelState) { Model = words.Of(broken.Refusal) },
            };
            context.ExceptionHandled = true;
        }
    }
}
