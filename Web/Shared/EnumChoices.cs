using Microsoft.AspNetCore.Mvc.Rendering;

namespace SiCrm.Web.Shared;

/// <summary>Enumerations as the choices of a select, in the reader's language and in their own order.</summary>
public static class EnumChoices
{
    public static IEnumerable<SelectListItem> Choices<T>(this Words words)
        where T : struct, Enum => words.Choices(typeof(T));

    public static IEnumerable<SelectListItem> Choices(this Words words, Type type) => Enum.GetValues(type).Cast<Enum>()
        .Select(value => new SelectListItem(words.Of(value), value.ToString()));
}
