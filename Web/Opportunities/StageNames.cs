using System.Globalization;
using SiCrm.Domain.Opportunities;

namespace SiCrm.Web.Opportunities;

public static class StageNames
{
    /// <summary>The stage's name in the reader's language.</summary>
    public static string Called(this Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? stage.Chinese : stage.English;
    }
}
