using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace SiCrm.Web.Shared.Binding;

/// <summary>One written value: empty is null, what is understood is taken, the rest is refused with the words why.</summary>
internal abstract class WrittenValueBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        ArgumentNullException.ThrowIfNull(bindingContext);
        var written = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (written == ValueProviderResult.None)
        {
            return Task.CompletedTask;
        }

        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, written);
        var text = written.FirstValue ?? "";
        if (string.IsNullOrWhiteSpace(text))
        {
            bindingContext.Result = Empty(bindingContext);
        }
        else if (TryRead(text, out var value, out var refusal))
        {
            bindingContext.Result = ModelBindingResult.Success(value);
        }
        else
        {
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, refusal);
        }

        return Task.CompletedTask;
    }

    protected abstract bool TryRead(string text, out object? value, out string refusal);

    private static ModelBindingResult Empty(ModelBindingContext context)
    {
        if (context.ModelMetadata.IsReferenceOrNullableType)
        {
            return ModelBindingResult.Success(null);
        }

        context.ModelState.TryAddModelError(
            context.ModelName, context.ModelMetadata.ModelBindingMessageProvider.ValueMustNotBeNullAccessor(""));
        return ModelBindingResult.Failed();
    }
}
