using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using SiCrm.Web.Shared.Binding;

namespace SiCrm.Web.Shared;

/// <summary>How forms are read, checked and answered everywhere.</summary>
public static class FormSetup
{
    public static IServiceCollection AddCrmForms(this IServiceCollection services)
    {
        // Chinese as itself, not as a number for each character; what HTML needs escaped still is.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddControllersWithViews(options =>
            {
                options.Filters.Add<UniqueFilter>();
                options.ModelBinderProviders.Insert(0, new WrittenValues());
            })
            .AddViewOptions(options => options.HtmlHelperOptions.ClientValidationEnabled = false)
            .AddDataAnnotationsLocalization();
        // After the framework's own provider, whose findings it words.
        services.AddSingleton<IConfigureOptions<MvcOptions>, FormWords>();
        services.AddSingleton<IConfigureOptions<MvcDataAnnotationsLocalizationOptions>, AnnotationWords>();
        return services;
    }

    private sealed class AnnotationWords(Words words) : IConfigureOptions<MvcDataAnnotationsLocalizationOptions>
    {
        public void Configure(MvcDataAnnotationsLocalizationOptions options) =>
            options.DataAnnotationLocalizerProvider = (_, _) => new WordsLocalizer(words);
    }
}
