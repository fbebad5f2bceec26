using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Errors;

namespace SiCrm.Web.Reports.Frame;

/// <summary>
/// Makes the pages of reports beside the requests for them. What is ready within a second is answered as ever. Otherwise the visitor gets a
/// page that says what is made and how far it is, looks again by itself, and can stop it; the same address then answers with the report.
/// Who leaves before he is told to wait stops it by leaving.
/// </summary>
internal sealed class ReportFrame(RequestDelegate next, ReportMakings makings, IServiceScopeFactory scopes, Words words)
{
    private const string LookAgain = "2";

    public Task InvokeAsync(HttpContext context) => !IsPage(context) ? next(context)
        : IsFramed(context) && context.User.AsViewer().PersonId is { } person ? ShowAsync(context, person)
        : InTurnAsync(context, context.RequestAborted);

    /// <summary>Files come as they are made: they are written while they are read.</summary>
    private static bool IsPage(HttpContext context) => HttpMethods.IsGet(context.Request.Method)
        && context.GetEndpoint()?.Metadata.GetMetadata<MayTakeLongAttribute>() is not null && !context.Request.RouteValues.ContainsKey("format");

    /// <summary>Pages for people; what programs and scripts ask for comes as it is made.</summary>
    private static bool IsFramed(HttpContext context) => context.Request.Headers.Accept.Any(accept => accept?.Contains("text/html", StringComparison.Ordinal) == true)
        && !context.Request.Headers.ContainsKey("HX-Request");

    private async Task ShowAsync(HttpContext context, long person)
    {
        var key = new MakingKey(person, context.Request.Path + context.Request.QueryString, System.Globalization.CultureInfo.CurrentUICulture.Name);
        var found = makings.Find(key);
        if (found is null && makings.Of(person).Count(making => !making.IsReady) >= ReportMakings.MostOfOne)
        {
            await new ErrorPage(StatusCodes.Status429TooManyRequests, "TooManyReports") { Back = "/reports" }.ShowAsync(context);
            return;
        }

        await AnswerAsync(context, found ?? Begin(context, key));
    }

    private async Task AnswerAsync(HttpContext context, ReportMaking making)
    {
        await Task.WhenAny(making.Answer, Task.Delay(makings.Patience, context.RequestAborted));
        if (making.IsReady)
        {
            makings.Forget(making);
            await TakeAsync(context, making);
        }
        else if (!context.RequestAborted.IsCancellationRequested)
        {
            making.IsAwaited = true;
            await WaitingPageAsync(context, making);
        }
        else if (!making.IsAwaited)
        {
            making.Stop();
            makings.Forget(making);
        }
    }

    private ReportMaking Begin(HttpContext context, MakingKey key)
    {
        var copy = new RequestCopy(context);
        var kind = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? key.Address;
        return makings.Begin(key, TitleOf(context.Request.Path), kind, making => MakeAsync(copy, making));
    }

    /// <summary>The report's name; that of the one it belongs to for the lists behind a figure.</summary>
    private string TitleOf(PathString path) => ReportCatalogue.Find(path.Value?.Split('/').ElementAtOrDefault(2)) is { } report ? words[report.Title]
        : path.StartsWithSegments("/appraisal") ? words["Appraisal.Title"] : path.ToString();

    private async Task<MadeAnswer> MakeAsync(RequestCopy copy, ReportMaking making)
    {
        using var body = new MemoryStream();
        var response = new HeldResponse(body);
        await using var scope = scopes.CreateAsyncScope();
        var context = copy.In(scope.ServiceProvider, response, making.Cancel);
        context.Features.Set(making);
        try
        {
            await InTurnAsync(context, making.Cancel);
            return await response.TakeAsync(context);
        }
        catch (Exception) when (making.Cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(making.Cancel);
        }
        finally
        {
            await response.CompleteAsync();
        }
    }

    private async Task InTurnAsync(HttpContext context, CancellationToken cancel)
    {
        using var turn = await makings.TurnAsync(cancel);
        context.Response.OnStarting(() =>
        {
            // What begins to be sent is made: who reads it slowly keeps nobody waiting.
            turn.Dispose();
            return Task.CompletedTask;
        });
        await next(context);
    }

    private static async Task TakeAsync(HttpContext context, ReportMaking making)
    {
        if (making.Cancel is { IsCancellationRequested: true } && !making.Answer.IsCompletedSuccessfully)
        {
            context.Response.Redirect("/reports");
            return;
        }

        var answer = await making.Answer;
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers.Append(name, value);
        }

        if (answer.Body.Length > 0)
        {
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private static Task WaitingPageAsync(HttpContext context, ReportMaking making)
    {
        context.Response.Headers["Refresh"] = LookAgain;
        return new ViewResult
        {
            ViewName = "/Reports/Frame/Making.cshtml",
            StatusCode = StatusCodes.Status202Accepted,
            ViewData = new ViewDataDictionary(context.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = making },
        }.ExecuteResultAsync(new ActionContext(context, new RouteData(), new ActionDescriptor()));
    }
}
