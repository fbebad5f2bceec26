using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Imports.Columns;

namespace SiCrm.Infrastructure.Imports.Values;

/// <summary>The words for channels and statuses in both languages, as files have them.</summary>
public static class Vocabulary
{
    private static readonly Dictionary<string, LeadChannel> ChannelNames = Names<LeadChannel>(
        (LeadChannel.Phone, "Phone|Telephone|Call|Inbound call|电话|来电|热线"),
        (LeadChannel.Website, "Website|Web|Online|网站|官网|网络|在线"),
        (LeadChannel.Event, "Event|Trade show|Exhibition|Fair|Seminar|活动|展会|会议|研讨会|市场活动"),
        (LeadChannel.Referral, "Referral|Recommendation|转介绍|介绍|推荐"),
        (LeadChannel.ExistingCustomer, "Existing customer|Customer|老客户|现有客户"),
        (LeadChannel.Partner, "Partner|合作伙伴|伙伴|代理商|渠道伙伴"),
        (LeadChannel.Other, "Other|Others|其他|其它"));

    private static readonly Dictionary<string, LeadStatus> StatusNames = Names<LeadStatus>(
        (LeadStatus.New, "New|待认定|新建"),
        (LeadStatus.Qualified, "Qualified|已认定"),
        (LeadStatus.Assigned, "Assigned|已分配"),
        (LeadStatus.Working, "Working|跟进中"),
        (LeadStatus.Converted, "Converted|已转机会|已转商机"),
        (LeadStatus.Reclaimed, "Reclaimed|已收回|已回收"),
        (LeadStatus.Disqualified, "Disqualified|无效|已作废"));

    private static readonly HashSet<string> DeskNames = [.. new[] { "Lead desk", "线索台", "线索专员" }.Select(ColumnName.Key)];

    public static bool TryChannel(string text, out LeadChannel channel) => ChannelNames.TryGetValue(ColumnName.Key(text), out channel);

    public static bool TryStatus(string text, out LeadStatus status) => StatusNames.TryGetValue(ColumnName.Key(text), out status);

    /// <summary>The lead desk is a place, not a person: it neither owns nor is created.</summary>
    public static bool IsLeadDesk(string name) => DeskNames.Contains(ColumnName.Key(name));

    private static Dictionary<string, T> Names<T>(params (T Value, string Words)[] rows) =>
        rows.SelectMany(row => row.Words.Split('|').Select(word => (Key: ColumnName.Key(word), row.Value))).ToDictionary(x => x.Key, x => x.Value);
}
