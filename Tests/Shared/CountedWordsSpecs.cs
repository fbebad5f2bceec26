using System.Globalization;
using SiCrm.Domain.Shared;
using SiCrm.Web.Notifications;
using SiCrm.Web.Shared;

namespace SiCrm.Tests.Shared;

/// <summary>English says one of something otherwise than several.</summary>
public sealed class CountedWordsSpecs
{
    [Theory]
    [InlineData("en", "1", "1 lead is assigned to you.")]
    [InlineData("en", "2", "2 leads are assigned to you.")]
    [InlineData("zh-CN", "1", "1 条线索已分配给您。")]
    public void A_notification_says_one_of_something_as_one(string language, string count, string said) => In(language, () =>
        Assert.Equal(said, new Words().Say(new Notification(1, NotificationKind.LeadsAssigned, "Lead", 1, "key", DateTime.UnixEpoch, count))));

    [Theory]
    [InlineData("en", 1, "1 day")]
    [InlineData("en", 0, "0 days")]
    [InlineData("zh-CN", 1, "1 天")]
    public void A_card_says_one_day_as_one(string language, int days, string said) => In(language, () => Assert.Equal(said, new Words().Counted("Home.DaysOver", days)));

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
