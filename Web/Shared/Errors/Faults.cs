using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Shared.Errors;

/// <summary>What nobody caught: busy is "try again", too much is "too large", the rest is a fault with a reference.</summary>
internal sealed class Faults(ILogger<Faults> log) : IExceptionHandler
{
    private static readonly ErrorPage Busy = new(StatusCodes.Status503ServiceUnavailable, "Busy") { MaySendAgain = true };

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (IsStop(exception) && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var page = PageOf(httpContext, exception);
        Log(page, exception);
        if (page.Status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "5";
        }

        await (page with { Kept = await KeptForm.OfAsync(httpContext), Back = ErrorPage.BackOf(httpContext.Request) }).ShowAsync(httpContext);
        return true;
    }

    /// <summary>A database that is told to stop may say so in its own way.</summary>
    private static bool IsStop(Exception exception) => exception is OperationCanceledException || exception.GetBaseException() is DbException;

    private static ErrorPage PageOf(HttpContext http, Exception exception) => exception switch
    {
        TimeoutException => Busy,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(StatusCodes.Status413PayloadTooLarge, "TooLarge"),
        BadHttpRequestException bad => new(bad.StatusCode, "BadRequest"),
        InvalidDataException => new(StatusCodes.Status400BadRequest, "TooLarge"),
        _ when http.RequestServices.GetRequiredService<CrmDbContext>().IsBusy(exception) => Busy,
        _ => new(StatusCodes.Status500InternalServerError, "Fault") { Reference = http.TraceIdentifier },
    };

    private void Log(ErrorPage page, Exception exception)
    {
        if (page.Reference is not null)
        {
            log.LogError(exception, "Fault {Reference}", page.Reference);
        }
        else
        {
            log.LogWarning("Answered {Status} {Name}: {Reason}", page.Status, page.Name, exception.Message);
        }
    }
}
