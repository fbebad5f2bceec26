using System.ComponentModel.DataAnnotations;

namespace SiCrm.Web.Shared.Binding;

/// <summary>A field of a row that has to be filled as soon as another one of the row is: what is typed in part is not dropped.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeededBesideAttribute(params string[] others) : ValidationAttribute
{
    public IReadOnlyList<string> Others { get; } = others;

    /// <summary>What a row that is kept already has filled: to empty the field is to take such a row out.</summary>
    public string? Unless { get; set; }

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        return !IsFilled(value) && (Unless is null || !IsFilled(Of(Unless))) && Others.Any(other => IsFilled(Of(other)))
            ? new ValidationResult(validationContext.GetRequiredService<Words>()["Shared.Validation.Required", validationContext.DisplayName]) : ValidationResult.Success;

        object? Of(string field) => validationContext.ObjectType.GetProperty(field)?.GetValue(validationContext.ObjectInstance);
    }

    private static bool IsFilled(object? value) => value is string text ? !string.IsNullOrWhiteSpace(text) : value is not null;
}
