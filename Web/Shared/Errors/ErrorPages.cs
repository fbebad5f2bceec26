using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace SiCrm.Web.Shared.Errors;

/// <summary>Every answer that is an error is a page in the reader's language.</summary>
public static class ErrorPages
{
    public static IServiceCollection AddCrmErrorPages(this IServiceCollection services)
    {
        services.AddExceptionHandler<Faults>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, SignInLost>();
        services.Configure<MvcOptions>(options =>
        {
            options.Filters.Add<RefusalFilter>();
            options.Filters.Add<ExpiredFormFilter>();
        });
        return services;
    }

    public static IApplicationBuilder UseCrmErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(_ => { });
        return app.UseStatusCodePages(context => Of(context.HttpContext).ShowAsync(context.HttpContext));
    }

    private static ErrorPage Of(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new(404, "NotFound"),
        StatusCodes.Status403Forbidden => new(403, "Forbidden"),
        StatusCodes.Status413PayloadTooLarge => new(413, "TooLarge"),
        StatusCodes.Status429TooManyRequests => new(429, "TooMany"),
        StatusCodes.Status503ServiceUnavailable => new(503, "Busy"),
        var status => new(status, "BadRequest"),
    };
}
