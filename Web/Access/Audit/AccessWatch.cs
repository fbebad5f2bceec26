using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Controllers;
using SiCrm.Domain.Access;

namespace SiCrm.Web.Access.Audit;

/// <summary>
/// Notes who was denied something, who asked for a record that is not there for him, and who opens many records in a short
/// time. Costs a page a look into memory; the writing is somebody else's.
/// </summary>
internal sealed class AccessWatch(RequestDelegate next, TooOften often, TimeProvider clock, IConfiguration configuration)
{
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);

    private readonly int _many = configuration.GetValue("Audit:ManyViews", 200);
    private readonly ConcurrentDictionary<long, Views> _views = new();

    public async Task InvokeAsync(HttpContext context, Auditor audit)
    {
        await next(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<ControllerActionDescriptor>() is null || context.User.AsViewer().PersonId is not { } person)
        {
            return;
        }

        switch (context.Response.StatusCode)
        {
            case StatusCodes.Status403Forbidden:
                Note(context, audit, AuditKind.Denied, person);
                break;
            case StatusCodes.Status404NotFound when context.Request.RouteValues.ContainsKey("id"):
                Note(context, audit, AuditKind.NotFound, person);
                break;
            case StatusCodes.Status200OK when HttpMethods.IsGet(context.Request.Method) && IdOf(context) is { } id:
                Count(context, audit, person, id);
                break;
        }
    }

    private void Note(HttpContext context, Auditor audit, AuditKind kind, long person)
    {
        var what = $"{context.Request.Method} {context.Request.Path}";
        if (often.IsNew($"{kind} {person} {what}"))
        {
            audit.NoteLate(kind, what);
        }
    }

    /// <summary>Told at the limit, and each time it is reached once more.</summary>
    private void Count(HttpContext context, Auditor audit, long person, string record)
    {
        var views = _views.GetOrAdd(person, _ => new Views());
        if (views.Add(record, clock.GetUtcNow(), Span) is var count && count > 0 && count % _many == 0)
        {
            audit.NoteLate(AuditKind.ViewedMany, context.Request.Path, AuditDetails.Of(
                new AuditChange("Records", null, count.ToString(CultureInfo.InvariantCulture))));
        }
    }

    /// <summary>The record, by its feature and number: its tabs are the same one.</summary>
    private static string? IdOf(HttpContext context) => context.Request.RouteValues["id"] is { } id
        ? $"{context.Request.Path.Value?.Split('/').ElementAtOrDefault(1)}/{id}" : null;

    /// <summary>The records that one person opened in the present hour.</summary>
    private sealed class Views
    {
        private readonly HashSet<string> _records = [];
        private DateTimeOffset _since;

        /// <returns>How many there are with this one; 0 when it is not new.</returns>
        public int Add(string record, DateTimeOffset now, TimeSpan span)
        {
            lock (_records)
            {
                if (now - _since > span)
                {
                    _records.Clear();
                    _since = now;
                }

                return _records.Add(record) ? _records.Count : 0;
            }
        }
    }
}
