using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace SiCrm.Web.Access;

/// <summary>What Identity answers, where people see it.</summary>
internal static class IdentityAnswers
{
    /// <summary>Puts the reasons beside the field; true when there are none.</summary>
    public static bool Take(this ModelStateDictionary state, string field, IdentityResult result)
    {
        foreach (var error in result.Errors)
        {
            state.AddModelError(field, error.Description);
        }

        return result.Succeeded;
    }

    /// <summary>Where a refusal was ruled out before, it is a fault.</summary>
    public static void OrThrow(this IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(' ', result.Errors.Select(error => error.Code)));
        }
    }
}
