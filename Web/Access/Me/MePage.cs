using System.ComponentModel.DataAnnotations;

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

public sealed record SessionRow(DateTime BegunAt, string? Address, string? Browser, bool IsHere);

public sealed record MePage(NameForm NameForm, PasswordForm PasswordForm, string? Email, bool HasPassword, IReadOnlyList<SessionRow> Sessions);
