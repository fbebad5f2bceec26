using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.Audit;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Access.Factor;
using SiCrm.Web.Access.HandOvers;
using SiCrm.Web.Access.Links;
using SiCrm.Web.Access.Passkeys;
using SiCrm.Web.Access.People;
using SiCrm.Web.Access.SingleSignOn;
using SiCrm.Web.Access.Tokens;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access;

/// <summary>Sign-in by ASP.NET Core Identity with a cookie; values raised to ASVS 5.0 level 2.</summary>
public static class AccessSetup
{
    public const int PasswordLength = 12;

    public static IServiceCollection AddCrmAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddIdentityCore<Account>(options =>
            {
                options.Password.RequiredLength = PasswordLength;
                options.Password.RequireDigit = options.Password.RequireUppercase = false;
                options.Password.RequireLowercase = options.Password.RequireNonAlphanumeric = false;
                options.User.RequireUniqueEmail = true;
                // Mail addresses may hold any letter; what a name is, the forms check.
                options.User.AllowedUserNameCharacters = "";
            })
            .AddUserStore<AccountStore>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<AccountPrincipals>()
            .AddPasswordValidator<PasswordChoice>()
            .AddErrorDescriber<IdentityWords>()
            .AddDefaultTokenProviders();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromMinutes(30));
        services.AddScoped<SignInGate>().AddScoped<SignIns>().AddScoped<PeopleRegister>().AddScoped<HandOverReader>().AddSingleton<EndedSessions>();
        services.AddScoped<Factors>().AddScoped<FactorDuty>().AddScoped<AccountMails>().AddSingleton<PublicAddress>();
        services.AddScoped<Auditor>().AddSingleton<LateNotes>().AddSingleton<TooOften>();
        services.AddHostedService<LateWriter>();
        services.AddSingleton<IClaimsTransformation, ViewerIntroduction>();
        services.AddHostedService<SetUpOffer>();
        services.AddCrmCookie();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TokenSignIn>(TokenSignIn.SchemeName, null);
        services.AddPasskeys(configuration).AddSingleSignOn(configuration);
        services.AddAuthorization(Policies.Add);
        services.AddDataProtection().SetApplicationName("SiCrm");
        services.AddSingleton<DatabaseKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeysInDatabase>();
        return services;
    }

    private sealed class KeysInDatabase(DatabaseKeys keys) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options) => options.XmlRepository = keys;
    }
}
