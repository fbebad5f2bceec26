using System.ComponentModel.DataAnnotations;

namespace SiCrm.Web.Shared.Binding;

/// <summary>A field of a row that has to be filled as soon as another one of the row is: what is typed in part is not dropped.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeededBesideAttribute(params string[] others) : ValidationAttribute
{
    public IReadOnlyList<string> Others { get; } = others;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        return !IsFilled(value) && Others.Any(other => IsFilled(validationContext.ObjectType.GetProperty(other)?.GetValue(validationContext.ObjectInstance)))
            ? new ValidationResult(validationContext.GetRequiredService<Words>()["Shared.Validation.Required", validationContext.DisplayName]) : ValidationResult.Success;
    }

    private static bool IsFilled(object? value) => value is string text ? !string.IsNullOrWhiteSpace(text) : value is not null;
}
