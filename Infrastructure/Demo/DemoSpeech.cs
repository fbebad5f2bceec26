using Bogus;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What people write down, in the customer's language.</summary>
internal sealed class DemoSpeech(Randomizer chance)
{
    private static readonly (string Product, string[] Chinese, string[] English)[] Needs =
    [
        ("Data centre", ["新建机房一期,约 40 个机柜", "机房搬迁并扩容", "模块化机房及动环监控"], ["New server room, about 40 racks", "Move and extend the data centre"]),
        ("Network", ["园区网络改造,无线全覆盖", "总部与分支机构组网", "核心交换机更换"], ["Campus network renewal with Wi-Fi", "Connect 14 branches to head office"]),
        ("Cloud migration", ["核心业务上云规划与实施", "私有云平台建设", "两地三中心灾备"], ["Plan and carry out the move to the cloud", "Private cloud with disaster recovery"]),
        ("ERP rollout", ["ERP 升级并与 MES 对接", "财务业务一体化", "集团 ERP 推广至子公司"], ["ERP rollout to three plants", "Connect ERP and warehouse"]),
        ("Video conferencing", ["总部及分公司视频会议系统", "指挥中心大屏与会议系统"], ["Meeting rooms in six offices", "Video conferencing with recording"]),
        ("Security", ["等保三级整改", "数据安全治理与审计", "园区安防与门禁集成"], ["Security audit and firewall renewal", "Access control for two sites"]),
    ];

    private static readonly string[] ChineseContacts =
        ["电话沟通需求,对方正在做预算", "发送了产品资料和案例", "拜访信息中心主任,了解现状", "与技术负责人交流方案", "对方希望看同行业案例", "约定下周现场勘察",
         "采购流程:先比选后招标", "对方领导出差,改期再谈", "确认预算区间,项目下季度启动"];

    private static readonly string[] EnglishContacts =
        ["Called: budget is being prepared", "Sent references from the same trade", "Met the head of IT on site", "Talked the solution through with their architect",
         "They want to see a running installation", "Agreed on a site survey next week", "Tender expected, shortlist first", "Budget confirmed, start next quarter"];

    private static readonly string[] ChineseSteps = ["发送初步方案", "安排现场勘察", "拜访决策人", "确认预算与时间表", "邀请参观案例", "提交报价草案", "电话回访"];
    private static readonly string[] EnglishSteps = ["Send an outline", "Arrange the site survey", "Meet the decision maker", "Confirm budget and dates", "Invite to a reference", "Call back"];

    public (string Product, string Need) Need(bool isChinese)
    {
        var (product, chinese, english) = chance.ArrayElement(Needs);
        return (product, chance.ArrayElement(isChinese ? chinese : english));
    }

    public string Contact(bool isChinese) => chance.ArrayElement(isChinese ? ChineseContacts : EnglishContacts);

    public string NextStep(bool isChinese) => chance.ArrayElement(isChinese ? ChineseSteps : EnglishSteps);
}
