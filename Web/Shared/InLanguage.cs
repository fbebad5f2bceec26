using System.Globalization;

namespace SiCrm.Web.Shared;

/// <summary>For a while the texts are in another one's language: <c>using (InLanguage.Of("zh-CN")) …</c></summary>
internal sealed class InLanguage : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _texts = CultureInfo.CurrentUICulture;

    private InLanguage(CultureInfo language) => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (language, language);

    public static InLanguage Of(string name) => new(CultureInfo.GetCultureInfo(name));

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _texts);
}
