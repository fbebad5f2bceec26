using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace SiCrm.Web.Access.SingleSignOn;

/// <summary>
/// The company's own sign-in by OpenID Connect: <c>SingleSignOn:Authority</c>, <c>ClientId</c>, <c>ClientSecret</c>,
/// <c>Name</c> (on the button), <c>TrustSecondFactor</c>. Without an authority there is none.
/// </summary>
public static class SingleSignOnSetup
{
    public const string Scheme = "SingleSignOn";

    public static string? NameOf(IConfiguration configuration) =>
        configuration["SingleSignOn:Authority"] is { Length: > 0 } authority && configuration["SingleSignOn:ClientId"] is { Length: > 0 }
        ? configuration["SingleSignOn:Name"] is { Length: > 0 } name ? name : new Uri(authority).Host : null;

    internal static IServiceCollection AddSingleSignOn(this IServiceCollection services, IConfiguration configuration)
    {
        if (NameOf(configuration) is null)
        {
            return services;
        }

        services.AddAuthentication().AddOpenIdConnect(Scheme, options => Configure(options, configuration.GetSection("SingleSignOn")));
        return services;
    }

    private static void Configure(OpenIdConnectOptions options, IConfigurationSection configured)
    {
        options.Authority = configured["Authority"];
        options.ClientId = configured["ClientId"];
        options.ClientSecret = configured["ClientSecret"];
        options.RequireHttpsMetadata = !new Uri(options.Authority ?? "").IsLoopback;
        options.SignInScheme = IdentityConstants.ExternalScheme;
        options.CallbackPath = "/sign-in/single/callback";
        options.ResponseType = OpenIdConnectResponseType.Code;
        // By address and not by a form from there: so no cookie of ours has to travel with foreign posts.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.Scope.Add("email");
        options.CorrelationCookie.SameSite = options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.ClaimActions.MapUniqueJsonKey("email", "email");
        options.ClaimActions.MapUniqueJsonKey("email_verified", "email_verified");
        options.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect("/sign-in/single/refused");
            return Task.CompletedTask;
        };
    }
}
