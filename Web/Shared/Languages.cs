using System.Globalization;
using Microsoft.AspNetCore.Localization;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;

namespace SiCrm.Web.Shared;

/// <summary>English and 简体中文; chosen by the person's setting, then cookie, then the browser, then the company.</summary>
public static class Languages
{
    public static readonly IReadOnlyList<CultureInfo> All = [new("en"), new("zh-CN")];

    public static IServiceCollection AddCrmLanguages(this IServiceCollection services)
    {
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture("en");
            options.SupportedCultures = [.. All];
            options.SupportedUICultures = [.. All];
            options.RequestCultureProviders =
            [
                new CookieRequestCultureProvider(),
                new BrowserLanguage(),
                new CustomRequestCultureProvider(http => Task.FromResult<ProviderCultureResult?>(
                    new(http.RequestServices.GetRequiredService<Company>().Settings.Language))),
            ];
        });
        return services;
    }

    /// <summary>After the sign-in is read: the language of the person's account goes before that of the browser.</summary>
    public static IApplicationBuilder UsePersonLanguage(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.User.FindFirst(ViewerClaims.Language)?.Value is { } chosen && All.FirstOrDefault(known => known.Name == chosen) is { } language)
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);
            http.Features.Set<IRequestCultureFeature>(new RequestCultureFeature(new RequestCulture(language), provider: null));
        }

        return next(http);
    });
}
