using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace SiCrm.Web.Access;

/// <summary>The cookie of a signed-in browser: idle for eight hours it ends, whatever happens after seven days.</summary>
internal static class CookieSetup
{
    public static IServiceCollection AddCrmCookie(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddScoped<ISecurityStampValidator, SessionWatch>();
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = TimeSpan.FromMinutes(1);
            options.OnRefreshingPrincipal = KeepSession;
        });
        services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>, CookieRules>();
        return services;
    }

    private static Task KeepSession(SecurityStampRefreshingPrincipalContext context)
    {
        if (context.CurrentPrincipal?.FindFirst(SignIns.SessionClaim) is { } session)
        {
            (context.NewPrincipal?.Identity as ClaimsIdentity)?.AddClaim(new Claim(SignIns.SessionClaim, session.Value));
        }

        return Task.CompletedTask;
    }

    /// <summary>The prefix that binds a cookie to its host needs https, which a developer's machine has not.</summary>
    private sealed class CookieRules(IHostEnvironment environment) : IPostConfigureOptions<CookieAuthenticationOptions>
    {
        public void PostConfigure(string? name, CookieAuthenticationOptions options)
        {
            var isHttps = !environment.IsDevelopment();
            options.Cookie.Name = (isHttps ? "__Host-sicrm" : "sicrm") + Tail(name);
            options.Cookie.SecurePolicy = isHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.Path = "/";
            if (name != IdentityConstants.ApplicationScheme)
            {
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
                options.SlidingExpiration = false;
                return;
            }

            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "back";
            options.ExpireTimeSpan = TimeSpan.FromHours(8);
            options.SlidingExpiration = true;
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
            var validate = options.Events.OnValidatePrincipal;
            options.Events.OnValidatePrincipal = async context =>
            {
                if (context.HttpContext.RequestServices.GetRequiredService<EndedSessions>().Has(context.Principal))
                {
                    context.RejectPrincipal();
                    return;
                }

                await validate(context);
            };
        }

        /// <summary>What somebody is half way with has a cookie of its own, which opens no page.</summary>
        private static string Tail(string? scheme) => scheme switch
        {
            "Identity.Application" => "",
            "Identity.TwoFactorUserId" => "-code",
            "Identity.External" => "-single",
            _ => "-other",
        };
    }
}
