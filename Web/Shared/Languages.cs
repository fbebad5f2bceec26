using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace SiCrm.Web.Shared;

/// <summary>English and 简体中文; chosen by the person's setting, then cookie, then the browser.</summary>
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
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return services;
    }
}
