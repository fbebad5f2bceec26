using Microsoft.AspNetCore.Localization;

namespace SiCrm.Web.Shared;

/// <summary>What the browser asks for, also by a relative: any Chinese is 简体中文 here, any English English.</summary>
internal sealed class BrowserLanguage : RequestCultureProvider
{
    private const int Considered = 8;

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var wishes = httpContext.Request.GetTypedHeaders().AcceptLanguage.Take(Considered)
            .OrderByDescending(wish => wish.Quality ?? 1).Select(wish => wish.Value.ToString());
        var known = wishes.Select(wish => Languages.All.FirstOrDefault(language =>
            wish.Split('-')[0].Equals(language.TwoLetterISOLanguageName, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(found => found is not null);
        return Task.FromResult(known is null ? null : new ProviderCultureResult(known.Name));
    }
}
