using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace SiCrm.Web.Shared.Binding;

/// <summary>Several choices of one enumeration, as checkboxes send them or in one text with commas.</summary>
internal sealed class EnumListBinder<T>(Words words) : IModelBinder
    where T : struct, Enum
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        ArgumentNullException.ThrowIfNull(bindingContext);
        var written = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, written);
        var chosen = new List<T>();
        foreach (var name in written.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct())
        {
            if (Enum.TryParse<T>(name, out var value) && Enum.GetName(value) == name)
            {
                chosen.Add(value);
            }
            else
            {
                bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, words["Shared.Validation.Invalid", name]);
            }
        }

        bindingContext.Result = ModelBindingResult.Success(chosen);
        return Task.CompletedTask;
    }
}
