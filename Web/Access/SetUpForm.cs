using System.ComponentModel.DataAnnotations;

namespace SiCrm.Web.Access;

public sealed class SetUpForm
{
    [Required, StringLength(100)]
    public string Token { get; set; } = "";

    [Required, StringLength(80)]
    public string Name { get; set; } = "";

    [Required, EmailAddress, StringLength(200)]
    public string Email { get; set; } = "";

    [Required, StringLength(256)]
    [DataType(DataType.Password)]
    public string Password { get; set; } = "";

    [Compare(nameof(Password))]
    [DataType(DataType.Password)]
    public string PasswordAgain { get; set; } = "";
}
