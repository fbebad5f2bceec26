using System.Globalization;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

/// <summary>How the interval of a share is made.</summary>
internal static class WilsonText
{
    private const double Squared = WilsonInterval.Z * WilsonInterval.Z;

    public static RatioStep Of(WilsonInterval share, Words words) => new(
        words["Pipeline.Interval"], "(h + z² ÷ 2 ± z × √(h × (n − h) ÷ n + z² ÷ 4)) ÷ (n + z²)",
        $"({share.Hits} + {Number(Squared / 2)} ± {Number(WilsonInterval.Z)} × √({share.Hits} × {share.Of - share.Hits} ÷ {share.Of} + {Number(Squared / 4)})) ÷ ({share.Of} + {Number(Squared)})",
        $"{FunnelPage.Share(share.Low)} – {FunnelPage.Share(share.High)}");

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
