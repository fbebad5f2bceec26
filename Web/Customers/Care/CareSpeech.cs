using System.Globalization;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Customers.Care;

/// <summary>What the company calls its categories, in the reader's language.</summary>
public static class CareSpeech
{
    public static string Name(this CustomerCategory category) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? category.Chinese : category.English;

    public static string Name(this CategoryScheme scheme, string code) => scheme.Of(code).Name();
}
