using System.Globalization;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Shared;

/// <summary>One is told from many where the language does it.</summary>
public sealed class CountedWordsSpecs
{
    [Theory]
    [InlineData("en", "Contracts.DaysOver", 1, "1 day overdue")]
    [InlineData("en", "Contracts.DaysOver", 2, "2 days overdue")]
    [InlineData("en", "Contracts.DaysOver", 21, "21 days overdue")]
    [InlineData("en", "Pipeline.Later", 1, "1 day later")]
    [InlineData("en", "Reports.Adjusted", 1, "1 figure would be different now: something was recorded late or corrected.")]
    [InlineData("zh-CN", "Contracts.DaysOver", 1, "逾期1天")]
    [InlineData("zh-CN", "Contracts.DaysOver", 2, "逾期2天")]
    public void One_day_is_no_days(string language, string key, int count, string said)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            Assert.Equal(said, new Words()[key, count]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
