using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.Extensions.Options;
using SiCrm.Web.Shared.Binding;

namespace SiCrm.Web.Shared;

/// <summary>How forms are read, checked and answered everywhere.</summary>
public static class FormSetup
{
    public static IServiceCollection AddCrmForms(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<MvcOptions>, FormWords>();
        services.AddControllersWithViews(options =>
            {
                options.Filters.Add<RefusalFilter>();
                options.ModelBinderProviders.Insert(0, new WrittenValues());
            })
            .AddViewOptions(options => options.HtmlHelperOptions.ClientValidationEnabled = false)
            .AddDataAnnotationsLocalization();
        services.AddSingleton<IConfigureOptions<MvcDataAnnotationsLocalizationOptions>, AnnotationWords>();
        return services;
    }

    private sealed class AnnotationWords(Words words) : IConfigureOptions<MvcDataAnnotationsLocalizationOptions>
    {
        public void Configure(MvcDataAnnotationsLocalizationOptions options) =>
            options.DataAnnotationLocalizerProvider = (_, _) => new WordsLocalizer(words);
    }
}
