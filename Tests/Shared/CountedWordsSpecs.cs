using System.Globalization;
using SiCrm.Domain.Shared;
using SiCrm.Web.Notifications;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Shared;

/// <summary>One is told from many where the language does it.</summary>
public sealed class CountedWordsSpecs
{
    [Theory]
    [InlineData("en", "Contracts.DaysOver", 1, "1 day overdue")]
    [InlineData("en", "Contracts.DaysOver", 2, "2 days overdue")]
    [InlineData("en", "Contracts.DaysOver", 21, "21 days overdue")]
    [InlineData("en", "Home.DaysOver", 0, "0 days")]
    [InlineData("en", "Pipeline.Later", 1, "1 day later")]
    [InlineData("en", "Reports.Adjusted", 1, "1 figure would be different now: something was recorded late or corrected.")]
    [InlineData("zh-CN", "Contracts.DaysOver", 1, "逾期1天")]
    [InlineData("zh-CN", "Contracts.DaysOver", 2, "逾期2天")]
    public void One_day_is_no_days(string language, string key, int count, string said) => In(language, () =>
        Assert.Equal((said, said), (new Words()[key, count], new Words()[key, Show.Number(count)])));

    [Theory]
    [InlineData("en", "1", "1 lead is assigned to you.")]
    [InlineData("en", "2", "2 leads are assigned to you.")]
    [InlineData("zh-CN", "1", "1 条线索已分配给您。")]
    public void A_notification_says_one_of_something_as_one(string language, string count, string said) => In(language, () =>
        Assert.Equal(said, new Words().Say(new Notification(1, NotificationKind.LeadsAssigned, "Lead", 1, "key", DateTime.UnixEpoch, count))));

    private static void In(string language, Action check)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            check();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
