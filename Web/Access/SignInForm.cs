using System.ComponentModel.DataAnnotations;

namespace SiCrm.Web.Access;

public sealed class SignInForm
{
    [Required, StringLength(200)]
    [DataType(DataType.EmailAddress)]
    public string Email { get; set; } = "";

    [Required, StringLength(256)]
    [DataType(DataType.Password)]
    public string Password { get; set; } = "";

    public string? Back { get; set; }
}
