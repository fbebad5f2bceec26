using Microsoft.AspNetCore.Identity;

namespace SiCrm.Web.Access.Passkeys;

/// <summary>A passkey stands for both factors, so the device has to see its owner, and it is bound to the program's own name.</summary>
internal static class PasskeySetup
{
    public static IServiceCollection AddPasskeys(this IServiceCollection services, IConfiguration configuration) =>
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.ServerDomain = Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var url) ? url.Host : null;
        });
}
