using Microsoft.AspNetCore.Identity;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access;

/// <summary>What Identity refuses, in the reader's language.</summary>
internal sealed class IdentityWords(Words words) : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Of("PasswordTooShort", length);

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Of("PasswordCommon");

    public override IdentityError PasswordMismatch() => Of("PasswordMismatch");

    public override IdentityError DuplicateEmail(string email) => Of("DuplicateEmail", email);

    public override IdentityError DuplicateUserName(string userName) => Of("DuplicateEmail", userName);

    public override IdentityError InvalidToken() => Of("InvalidToken");

    public override IdentityError DefaultError() => Of("DefaultError");

    private IdentityError Of(string code, params object[] args) => new() { Code = code, Description = words[$"Access.Identity.{code}", args] };
}
