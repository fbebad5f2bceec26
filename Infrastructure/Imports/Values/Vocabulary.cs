using SiCrm.Domain.Customers;
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

    private static readonly Dictionary<string, CustomerTier> TierNames = Names<CustomerTier>(
        (CustomerTier.A, "A|A级|Strategic|战略"), (CustomerTier.B, "B|B级|Important|重要"), (CustomerTier.C, "C|C级|Ordinary|普通"));

    private static readonly Dictionary<string, ItMaturity> MaturityNames = Names<ItMaturity>(
        (ItMaturity.Initial, "Initial|Low|1|初级|低"), (ItMaturity.Intermediate, "Intermediate|Medium|2|中级|中"), (ItMaturity.Advanced, "Advanced|High|3|高级|高"));

    private static readonly Dictionary<string, bool> AnswerNames = Names<bool>(
        (true, "Yes|Y|True|1|是"), (false, "No|N|False|0|否"));

    /// <summary>Spellings that files are known to have, and what is meant: put right, and told.</summary>
    private static readonly Dictionary<string, string> Misspelt = new(StringComparer.OrdinalIgnoreCase)
    {
        ["technolgy"] = "technology", ["Philipines"] = "Philippines",
    };

    private static readonly HashSet<string> DeskNames = [.. new[] { "Lead desk", "线索台", "线索专员" }.Select(ColumnName.Key)];

    public static bool TryChannel(string text, out LeadChannel channel) => ChannelNames.TryGetValue(ColumnName.Key(text), out channel);

    public static bool TryStatus(string text, out LeadStatus status) => StatusNames.TryGetValue(ColumnName.Key(text), out status);

    public static bool TryTier(string text, out CustomerTier tier) => TierNames.TryGetValue(ColumnName.Key(text), out tier);

    public static bool TryMaturity(string text, out ItMaturity maturity) => MaturityNames.TryGetValue(ColumnName.Key(text), out maturity);

    public static bool TryAnswer(string text, out bool answer) => AnswerNames.TryGetValue(ColumnName.Key(text), out answer);

    /// <summary>The word that is meant; the text itself when it is no known misspelling.</summary>
    public static string Meant(string text) => Misspelt.GetValueOrDefault(text, text);

    /// <summary>The lead desk is a place, not a person: it neither owns nor is created.</summary>
    public static bool IsLeadDesk(string name) => DeskNames.Contains(ColumnName.Key(name));

    private static Dictionary<string, T> Names<T>(params (T Value, string Words)[] rows) =>
        rows.SelectMany(row => row.Words.Split('|').Select(word => (Key: ColumnName.Key(word), row.Value))).ToDictionary(x => x.Key, x => x.Value);
}
