using Microsoft.AspNetCore.Identity;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Web.Access;

/// <summary>Refuses passwords that others try first: the common ones, patterns, and one's own name.</summary>
internal sealed class PasswordChoice(IdentityErrorDescriber errors) : IPasswordValidator<Account>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var own = (user.Email ?? user.UserName ?? "").Split('@')[0];
        var isWeak = CommonPasswords.Has(password ?? "")
            || (own.Length >= 4 && (password ?? "").Contains(own, StringComparison.OrdinalIgnoreCase));
        return Task.FromResult(isWeak ? IdentityResult.Failed(errors.PasswordRequiresUniqueChars(0)) : IdentityResult.Success);
    }
}
