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
                new CustomRequestCultureProvider(http => Chosen(http.User.FindFirst(ViewerClaims.Language)?.Value)),
                new CookieRequestCultureProvider(),
                new AcceptLanguageHeaderRequestCultureProvider(),
                new CustomRequestCultureProvider(http => Chosen(http.RequestServices.GetRequiredService<Company>().Settings.Language)),
            ];
        });
        return services;
    }

    private static Task<ProviderCultureResult?> Chosen(string? language) =>
        Task.FromResult(language is null ? null : new ProviderCultureResult(language));
}
