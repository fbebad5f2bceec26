using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SiCrm.Web.Shared.Protection;

/// <summary>The limits and headers that every request passes.</summary>
public static class ProtectionSetup
{
    public const long BodyLimit = 1_000_000;
    public const long UploadLimit = 20_000_000;

    public static IServiceCollection AddCrmProtection(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = BodyLimit;
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        });
        services.Configure<FormOptions>(options =>
        {
            options.ValueCountLimit = 1024;
            options.ValueLengthLimit = 256 * 1024;
            options.MultipartBodyLengthLimit = UploadLimit;
        });
        services.AddHsts(options => (options.MaxAge, options.IncludeSubDomains) = (TimeSpan.FromDays(365), true));
        services.AddOptions<AntiforgeryOptions>().Configure<IHostEnvironment>((options, environment) =>
        {
            options.Cookie.Name = environment.IsDevelopment() ? "sicrm-form" : "__Host-sicrm-form";
            options.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        });
        services.AddOptions<CookieTempDataProviderOptions>().Configure<IHostEnvironment>((options, environment) =>
        {
            options.Cookie.Name = "sicrm-said";
            options.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        });
        // The hosts are checked by KnownHosts, which answers in the reader's language.
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
        services.Configure<ForwardedHeadersOptions>(options => Trust(options, configuration.GetSection("Proxies").Get<string[]>() ?? []));
        return services;
    }

    public static WebApplication UseCrmProtection(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseMiddleware<ProtectionHeaders>();
        return app;
    }

    /// <summary>Only what the configured proxies say of the visitor is believed.</summary>
    private static void Trust(ForwardedHeadersOptions options, string[] proxies)
    {
        options.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownProxies.Add(IPAddress.Parse(proxy));
        }
    }
}
