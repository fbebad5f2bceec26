using System.ComponentModel.DataAnnotations;
using System.Globalization;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>The three limits; of a channel, those left empty are the common ones.</summary>
public sealed class LimitsForm
{
    private const int Most = 1000;

    [Range(1, Most)]
    public int? FirstContactWorkingDays { get; set; }

    [Range(1, Most)]
    public int? IdleDays { get; set; }

    [Range(1, Most)]
    public int? ConvertDays { get; set; }

    public bool IsEmpty => (FirstContactWorkingDays, IdleDays, ConvertDays) is (null, null, null);

    public static LimitsForm Of(ReclaimLimits? limits) => new()
    {
        FirstContactWorkingDays = limits?.FirstContactWorkingDays, IdleDays = limits?.IdleDays, ConvertDays = limits?.ConvertDays,
    };

    public ReclaimLimits Over(ReclaimLimits common)
    {
        ArgumentNullException.ThrowIfNull(common);
        return new(FirstContactWorkingDays ?? common.FirstContactWorkingDays, IdleDays ?? common.IdleDays, ConvertDays ?? common.ConvertDays);
    }

    internal string Text() => string.Create(CultureInfo.InvariantCulture, $"{FirstContactWorkingDays}/{IdleDays}/{ConvertDays}");
}

/// <summary>A version of the reclaim policy as it is typed.</summary>
public sealed class PolicyForm
{
    public LimitsForm Common { get; set; } = new();

    /// <summary>In the order of the channels.</summary>
    public IReadOnlyList<LimitsForm> Channels { get; set; } = new List<LimitsForm>();

    [Range(0, 30)]
    public int WarnDays { get; set; } = ReclaimPolicy.DefaultWarnDays;

    public bool IsAutomatic { get; set; }

    /// <summary>What was replayed, to the letter: only that can be saved.</summary>
    public string? Replayed { get; set; }

    public string Text => string.Join(' ', [Common.Text(), .. Channels.Select(limits => limits.Text()), $"{WarnDays}", IsAutomatic ? "automatic" : "proposed"]);

    public bool IsReplayed => Replayed == Text;

    public static PolicyForm Of(ReclaimPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new PolicyForm
        {
            Common = LimitsForm.Of(policy.Limits),
            Channels = [.. Enum.GetValues<LeadChannel>().Select(channel => LimitsForm.Of(policy.Channels.GetValueOrDefault(channel)))],
            WarnDays = policy.WarnDays,
            IsAutomatic = policy.IsAutomatic,
        };
    }

    public ReclaimPolicy ToPolicy(Stamp stamp)
    {
        var common = Common.Over(new ReclaimLimits());
        var channels = Enum.GetValues<LeadChannel>().Zip(Channels).Where(pair => !pair.Second.IsEmpty)
            .ToDictionary(pair => pair.First, pair => pair.Second.Over(common));
        return new ReclaimPolicy(common, channels, IsAutomatic, stamp, WarnDays);
    }
}
