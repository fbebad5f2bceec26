using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared.Errors;

/// <summary>
/// A rule's refusal, or a change that came in between, on a page that says why, keeps what was typed, and leads back.
/// Forms with fields rather answer on their own page: <see cref="CrmController.TryAsync(Func{Task}, string)"/>.
/// </summary>
internal sealed class RefusalFilter(Words words, IModelMetadataProvider metadata) : IAsyncExceptionFilter
{
    public async Task OnExceptionAsync(ExceptionContext context)
    {
        if (PageOf(context.Exception, context.HttpContext.Request) is { } page)
        {
            var kept = await KeptForm.OfAsync(context.HttpContext);
            page = page with { Kept = kept, Back = BackOf(context.HttpContext.Request), MaySendAgain = page.MaySendAgain && kept?.IsOfVersion != true };
            context.Result = page.AsResult(metadata);
            context.ExceptionHandled = true;
        }
    }

    /// <summary>What an address asks for in its query can be asked for differently on the page itself; a form that says not where it stands leads to what it is about.</summary>
    private static string? BackOf(HttpRequest request) => ErrorPage.BackOf(request)
        ?? (!HttpMethods.IsGet(request.Method) ? NearestPage.Of(request.HttpContext, request.Path)
            : request.QueryString.HasValue ? request.PathBase.Add(request.Path).Value : null);

    private ErrorPage? PageOf(Exception exception, HttpRequest request) => exception switch
    {
        // Who only asked for something expects no change; he is to ask otherwise.
        RuleBroken broken => new(StatusCodes.Status422UnprocessableEntity, HttpMethods.IsGet(request.Method) ? "NotAnswered" : "Refused", words.Of(broken.Refusal)),
        DbUpdateConcurrencyException => new(StatusCodes.Status409Conflict, "ChangedMeanwhile") { MaySendAgain = true },
        _ => null,
    };
}
