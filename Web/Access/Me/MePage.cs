using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Web.Access.Me;

public sealed class NameForm
{
    [Required, StringLength(80)]
    public string Name { get; set; } = "";
}

public sealed class PasswordForm
{
    /// <summary>Null for who has none yet.</summary>
    [StringLength(256)]
    [DataType(DataType.Password)]
    public string? Present { get; set; }

    [Required, StringLength(256)]
    [DataType(DataType.Password)]
    public string Password { get; set; } = "";

    [Compare(nameof(Password))]
    [DataType(DataType.Password)]
    public string PasswordAgain { get; set; } = "";
}

/// <param name="Key">Names it in a form, without telling what the cookie holds.</param>
public sealed record SessionRow(
    string Key, DateTime BegunAt, DateTime? LastSeenAt, string? Address, string? Program, string? System, SignInWay Way, bool IsHere)
{
    public static SessionRow Of(SignInSession session, bool isHere)
    {
        ArgumentNullException.ThrowIfNull(session);
        var (program, system) = BrowserName.Of(session.Browser);
        return new(KeyOf(session.Id), session.BegunAt, session.LastSeenAt, session.Address, program, system, session.Way, isHere);
    }

    public static string KeyOf(string id) => Secret.HashOf(id)[..16];
}

public sealed record MePage(
    NameForm NameForm, PasswordForm PasswordForm, string? Email, bool HasPassword, bool HasSecondFactor, IReadOnlyList<SessionRow> Sessions);
