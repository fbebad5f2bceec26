using System.ComponentModel.DataAnnotations;

namespace SiCrm.Web.Access.Links;

public sealed class NewPasswordForm
{
    [Required, StringLength(100)]
    public string Token { get; set; } = "";

    [Required, StringLength(256)]
    [DataType(DataType.Password)]
    public string Password { get; set; } = "";

    [Compare(nameof(Password))]
    [DataType(DataType.Password)]
    public string PasswordAgain { get; set; } = "";
}
