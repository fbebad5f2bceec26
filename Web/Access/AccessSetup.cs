using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.HandOvers;
using SiCrm.Web.Access.People;

namespace SiCrm.Web.Access;

/// <summary>Sign-in by ASP.NET Core Identity with a cookie; values raised to ASVS 5.0 level 2.</summary>
public static class AccessSetup
{
    public const int PasswordLength = 12;

    public static IServiceCollection AddCrmAccess(this IServiceCollection services)
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
            .AddEntityFrameworkStores<CrmDbContext>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<AccountPrincipals>()
            .AddPasswordValidator<PasswordChoice>()
            .AddErrorDescriber<IdentityWords>()
            .AddDefaultTokenProviders();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromMinutes(30));
        services.AddScoped<SignInGate>().AddScoped<SignIns>().AddScoped<PeopleRegister>().AddScoped<HandOverReader>().AddSingleton<EndedSessions>();
        services.AddHostedService<SetUpOffer>();
        services.AddCrmCookie();
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
