using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared.TagHelpers;

/// <summary>Which input a property gets by its type. Days and amounts are text, so that people write them as they speak.</summary>
internal static class FieldKinds
{
    public static IEnumerable<(string Name, string Value)> Of(ModelMetadata field) => field.UnderlyingOrModelType switch
    {
        var type when type == typeof(DateOnly) => [("type", "text"), ("data-day", ""), ("placeholder", "2026-11-21")],
        var type when type == typeof(Money) || type == typeof(Percent) => [("type", "text"), ("inputmode", "decimal")],
        var type when type == typeof(int) || type == typeof(long) => [("type", "text"), ("inputmode", "numeric")],
        var type when type == typeof(bool) => [("type", "checkbox")],
        var type when type == typeof(IFormFile) => [("type", "file")],
        _ => field.DataTypeName switch
        {
            nameof(DataType.EmailAddress) => [("type", "email"), ("spellcheck", "false")],
            nameof(DataType.PhoneNumber) => [("type", "tel")],
            nameof(DataType.Password) => [("type", "password")],
            _ => [("type", "text")],
        },
    };
}
