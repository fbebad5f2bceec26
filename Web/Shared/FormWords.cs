using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Options;

namespace SiCrm.Web.Shared;

/// <summary>
/// The words of forms: a property's label is <c>Feature.Field.Property</c> unless it names another, and a message is
/// the general one of its attribute unless it names another.
/// </summary>
internal sealed class FormWords(Words words) : IConfigureOptions<MvcOptions>, IDisplayMetadataProvider, IValidationMetadataProvider
{
    public void Configure(MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(this);
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => words["Shared.Validation.Invalid", value]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => words["Shared.Validation.Invalid", value]);
        messages.SetValueIsInvalidAccessor(value => words["Shared.Validation.Invalid", value]);
        messages.SetValueMustBeANumberAccessor(_ => words["Shared.Validation.Number"]);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => words["Shared.Validation.Number"]);
        messages.SetValueMustNotBeNullAccessor(_ => words["Shared.Validation.NotFitting"]);
        messages.SetUnknownValueIsInvalidAccessor(_ => words["Shared.Validation.NotFitting"]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => words["Shared.Validation.NotFitting"]);
        messages.SetMissingBindRequiredValueAccessor(_ => words["Shared.Validation.NotFitting"]);
        messages.SetMissingKeyOrValueAccessor(() => words["Shared.Validation.NotFitting"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => words["Shared.Validation.NotFitting"]);
    }

    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        if (context.Key is { MetadataKind: ModelMetadataKind.Property, ContainerType: { } form, Name: { } name }
            && form.Namespace?.StartsWith("SiCrm.Web.", StringComparison.Ordinal) == true
            && !context.Attributes.OfType<DisplayAttribute>().Any())
        {
            var key = $"{Feature.Of(form)}.Field.{name}";
            context.DisplayMetadata.DisplayName = () => words[key];
        }
    }

    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var rule in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            if (HasNoWordsOfItsOwn(rule) && Key(rule) is { } key)
            {
                rule.ErrorMessage = key;
            }
        }
    }

    /// <summary>A data type's rule answers with the framework's English sentence where nothing was said.</summary>
    private static bool HasNoWordsOfItsOwn(ValidationAttribute rule) =>
        rule.ErrorMessageResourceName is null && (rule.ErrorMessage is null || rule is DataTypeAttribute);

    private static string? Key(ValidationAttribute rule) => rule switch
    {
        RequiredAttribute => "Shared.Validation.Required",
        StringLengthAttribute { MinimumLength: 0 } or MaxLengthAttribute => "Shared.Validation.MaxLength",
        StringLengthAttribute => "Shared.Validation.Length",
        RangeAttribute => "Shared.Validation.Range",
        EmailAddressAttribute => "Shared.Validation.Email",
        CompareAttribute => "Shared.Validation.Same",
        _ => null,
    };
}
