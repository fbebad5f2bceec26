using SiCrm.Domain.Imports;

namespace SiCrm.Infrastructure.Imports.Columns;

using static ImportField;

/// <summary>One field of an import: whether a file can do without it, and the names that columns bear for it, ours first.</summary>
public sealed record FieldNames(ImportField Field, bool IsRequired, IReadOnlyList<string> Names);

/// <summary>The fields of each kind of file, in the order in which a person thinks of them.</summary>
public static class ImportFields
{
    private static readonly IReadOnlyList<FieldNames> Leads =
    [
        Optional(Number, "Lead No", "Lead Number", "Lead ID", "No", "Number", "线索编号", "线索号", "编号"),
        Optional(CapturedAt, "Captured At", "Captured", "Captured On", "Received At", "Received", "Received On", "Created At", "Created",
            "Created On", "Created Date", "Date", "获取时间", "获取日期", "登记时间", "登记日期", "创建时间", "创建日期", "录入时间", "日期", "时间"),
        Optional(Channel, "Channel", "Source", "Lead Source", "渠道", "来源", "线索来源", "线索渠道", "获取渠道", "来源渠道"),
        Optional(Campaign, "Campaign", "市场活动", "营销活动", "推广活动", "活动名称"),
        Required(Company, "Company", "Company Name", "Customer", "Customer Name", "Account", "Account Name", "Organisation", "Organization",
            "公司", "公司名称", "客户", "客户名称", "单位", "单位名称", "企业", "企业名称"),
        Optional(ContactName, "Contact", "Contact Name", "Contact Person", "Person", "Name", "Full Name", "联系人", "联系人姓名", "姓名"),
        Optional(Phone, "Phone", "Telephone", "Tel", "Mobile", "Mobile Phone", "Phone Number", "Phones",
            "电话", "手机", "手机号", "手机号码", "联系电话", "电话号码", "联系方式"),
        Optional(Email, "Email", "E-mail", "Mail", "Email Address", "邮箱", "电子邮箱", "电子邮件", "邮件", "邮箱地址"),
        Optional(Region, "Region", "Area", "大区", "区域", "地区", "所属大区", "所属区域"),
        Optional(Industry, "Industry", "Sector", "行业", "所属行业", "客户行业"),
        Optional(Products, "Product", "Products", "Product of Interest", "Products of Interest", "产品", "意向产品", "产品意向", "感兴趣产品"),
        Optional(Need, "Need", "Needs", "Requirement", "Requirements", "Description", "Notes", "Note", "Remark", "Remarks",
            "需求", "需求描述", "需求说明", "描述", "备注", "说明"),
        Optional(Amount, "Estimated Amount", "Est Amount", "Amount", "Budget", "Value", "预计金额", "预估金额", "金额", "预算"),
        Optional(ExpectedOn, "Expected Date", "Expected On", "Expected Signing Date", "Expected Close Date", "Close Date", "Est Date",
            "预计签约日期", "预计成交日期", "预计日期", "预计签约时间", "预计时间"),
        Optional(Score, "Score", "Lead Score", "评分", "线索评分"),
    ];

    private static readonly IReadOnlyList<FieldNames> LeadEvents =
    [
        Required(Number, "Lead No", "Lead Number", "Lead ID", "Lead", "No", "Number", "线索编号", "线索号", "线索", "编号"),
        Required(At, "At", "Time", "Timestamp", "Event Time", "Event At", "Changed At", "When", "Date",
            "时间", "发生时间", "变更时间", "日期", "发生日期"),
        Required(From, "From", "From Status", "Old Status", "Status Before", "原状态", "变更前", "变更前状态", "从"),
        Required(To, "To", "To Status", "New Status", "Status", "Status After", "新状态", "变更后", "变更后状态", "状态", "到"),
        Optional(Owner, "Owner", "Sales", "Sales Rep", "Assigned To", "负责人", "归属人", "销售", "销售人员"),
        Optional(By, "By", "Actor", "Changed By", "User", "Done By", "操作人", "处理人", "变更人"),
        Optional(Reason, "Reason", "Note", "Notes", "Remark", "原因", "备注", "说明"),
    ];

    public static IReadOnlyList<FieldNames> Of(ImportKind kind) => kind == ImportKind.Leads ? Leads : LeadEvents;

    /// <summary>The field that a name stands for, whatever its case, spaces and punctuation; null for an unknown one.</summary>
    public static ImportField? Find(ImportKind kind, string name)
    {
        var key = ColumnName.Key(name);
        return Of(kind)
            .FirstOrDefault(field => ColumnName.Key(field.Field.ToString()) == key || field.Names.Any(n => ColumnName.Key(n) == key))
            ?.Field;
    }

    private static FieldNames Required(ImportField field, params string[] names) => new(field, true, names);

    private static FieldNames Optional(ImportField field, params string[] names) => new(field, false, names);
}
