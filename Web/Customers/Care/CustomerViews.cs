using SiCrm.Infrastructure.Customers.Continuity;
using SiCrm.Web.Access;

namespace SiCrm.Web.Customers.Care;

/// <summary>Counts each customer whose pages somebody opens.</summary>
internal sealed class CustomerViews(RequestDelegate next, MassWatch watch)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (HttpMethods.IsGet(context.Request.Method) && context.Response.StatusCode == StatusCodes.Status200OK
            && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route } && route.StartsWith("customers/{id", StringComparison.Ordinal)
            && long.TryParse(context.GetRouteValue("id")?.ToString(), out var customer) && context.User.AsViewer().PersonId is { } person)
        {
            watch.Saw(person, customer);
        }
    }
}
