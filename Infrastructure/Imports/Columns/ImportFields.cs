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

    private static readonly string[] CustomerNames =
        ["Customer", "Customer Name", "Account", "Account Name", "Company", "Company Name", "Organisation", "Organization",
         "客户", "客户名称", "公司", "公司名称", "单位", "单位名称", "企业", "企业名称"];

    private static readonly string[] CodeNames =
        ["Credit Code", "Unified Social Credit Code", "USCC", "Registration No", "统一社会信用代码", "社会信用代码", "信用代码"];

    private static readonly string[] NoteNames = ["Note", "Notes", "Remark", "Remarks", "Description", "Comment", "Comments", "备注", "说明", "描述"];

    private static readonly FieldNames WhenMade = Optional(CreatedAt, "Created At", "Created", "Created On", "Created Date", "创建时间", "创建日期", "录入时间", "登记日期");

    private static readonly FieldNames WhoMade = Optional(CreatedBy, "Created By", "Author", "Entered By", "创建人", "录入人", "登记人");

    private static readonly IReadOnlyList<FieldNames> Customers =
    [
        Required(Company, [.. CustomerNames, "Name", "名称"]),
        Optional(ShortName, "Short Name", "Abbreviation", "Alias", "简称", "客户简称"),
        Optional(CreditCode, CodeNames),
        Optional(Industry, "Industry", "Sector", "行业", "所属行业", "客户行业"),
        Optional(Region, "Region", "Area", "Sales Region", "大区", "区域", "所属大区", "所属区域"),
        Optional(Location, "Office Location", "Location", "Country", "所在国家", "国家", "所在地", "地区"),
        Optional(Parent, "Subsidiary Of", "Parent", "Parent Account", "Parent Company", "Group", "上级客户", "上级公司", "母公司", "集团", "所属集团"),
        Optional(Category, "Category", "Class", "Customer Category", "客户分类", "分类"),
        Optional(Tier, "Tier", "Level", "Grade", "Rating", "客户级别", "级别", "等级"),
        Optional(Source, "Source", "Customer Source", "来源", "客户来源"),
        Optional(Phone, "Phone", "Telephone", "Tel", "Phone Number", "电话", "联系电话", "电话号码", "公司电话"),
        Optional(Website, "Website", "Web Site", "Web", "URL", "Homepage", "网站", "网址", "官网"),
        Optional(Addresses, "Address", "Addresses", "Street", "地址", "公司地址", "联系地址"),
        Optional(EconomicStrength, "Economic Strength", "经济实力"),
        Optional(ItMaturity, "IT Maturity", "Maturity", "信息化程度"),
        Optional(Owner, "Owner", "Account Owner", "Sales", "Sales Rep", "Sales Agent", "负责人", "归属人", "客户经理", "销售"),
        WhenMade,
        WhoMade,
        Optional(FoundedIn, "Year Established", "Founded", "Founded In", "Established", "成立年份", "成立时间", "成立日期"),
        Optional(Revenue, "Revenue", "Annual Revenue", "Turnover", "营业额", "年营业额", "营收", "年收入"),
        Optional(Employees, "Employees", "Number Of Employees", "Headcount", "Staff", "员工数", "员工人数", "人数"),
        Optional(Note, NoteNames),
    ];

    private static readonly IReadOnlyList<FieldNames> Contacts =
    [
        Required(Company, CustomerNames),
        Optional(CreditCode, CodeNames),
        Required(ContactName, "Contact", "Contact Name", "Contact Person", "Person", "Name", "Full Name", "联系人", "联系人姓名", "姓名", "名字"),
        Optional(Position, "Position", "Title", "Job Title", "Role", "职务", "职位", "岗位"),
        Optional(Department, "Department", "Dept", "部门", "所在部门"),
        Optional(Phone, "Phone", "Mobile", "Mobile Phone", "Cell", "Cell Phone", "Phone Number", "手机", "手机号", "手机号码", "电话", "联系电话", "移动电话"),
        Optional(OfficePhone, "Office Phone", "Work Phone", "Business Phone", "Telephone", "Tel", "办公电话", "座机", "固定电话"),
        Optional(Email, "Email", "E-mail", "Mail", "Email Address", "邮箱", "电子邮箱", "电子邮件", "邮件", "邮箱地址"),
        Optional(Messenger, "WeChat", "Messenger", "IM", "微信", "微信号", "即时通讯"),
        Optional(Birthday, "Birthday", "Date Of Birth", "Born", "生日", "出生日期"),
        Optional(Preferences, "Preferences", "Hobbies", "Interests", "偏好", "爱好", "兴趣", "兴趣爱好"),
        Optional(IsKey, "Key Contact", "Key", "Is Key", "关键联系人", "是否关键联系人", "关键"),
        WhenMade,
        WhoMade,
    ];

    public static IReadOnlyList<FieldNames> Of(ImportKind kind) => kind switch
    {
        ImportKind.Leads => Leads,
        ImportKind.LeadEvents => LeadEvents,
        ImportKind.Customers => Customers,
        _ => Contacts,
    };

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
