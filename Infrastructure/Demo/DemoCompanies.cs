using Bogus;
using SiCrm.Domain.Leads;

namespace SiCrm.Infrastructure.Demo;

/// <summary>A company that may ask us for something.</summary>
internal sealed record DemoCustomer(string Name, string Domain, string Region, string Industry, bool IsChinese);

/// <summary>Companies as an integrator meets them: Chinese ones by city, name, trade and legal form, and English ones.</summary>
internal sealed class DemoCompanies(Randomizer chance, DemoNames names)
{
    public static readonly IReadOnlyList<string> Industries =
        ["Finance", "Government", "Manufacturing", "Healthcare", "Education", "Energy", "Transport", "Retail"];

    private static readonly Dictionary<string, string[]> Cities = new()
    {
        ["East"] = ["上海", "杭州", "南京", "苏州", "宁波", "合肥", "无锡"],
        ["North"] = ["北京", "天津", "济南", "青岛", "大连", "石家庄", "太原"],
        ["South"] = ["广州", "深圳", "东莞", "厦门", "长沙", "武汉", "佛山"],
        ["West"] = ["成都", "重庆", "西安", "昆明", "贵阳", "兰州", "绵阳"],
    };

    private static readonly string[] Brands =
        ["恒远", "华瑞", "中创", "东晟", "天成", "金鼎", "博雅", "明德", "鼎盛", "宏图", "安泰", "瑞丰", "嘉禾", "长青", "新源", "凯越", "众诚", "永信",
         "泰和", "云帆", "启航", "和信", "天元", "星辰", "国润", "海川", "祥云", "远景", "光华", "正元", "锦程", "三江", "万通", "兴业", "联创", "佳信"];

    private static readonly Dictionary<string, (string[] Private, string[] Public, string[] English)> Trades = new()
    {
        ["Finance"] = (["商业银行", "证券", "财产保险", "信托", "消费金融"], [], ["Capital", "Insurance", "Bank", "Leasing"]),
        ["Government"] = ([], ["市大数据管理局", "市公安局", "市住房公积金管理中心", "市财政局", "高新区管理委员会"], ["Customs Services", "Port Authority"]),
        ["Manufacturing"] = (["精密机械", "汽车零部件", "电子科技", "重工", "新材料", "纺织", "仪表"], [], ["Precision", "Motors", "Optics", "Chemicals", "Tools"]),
        ["Healthcare"] = (["医药", "医疗器械", "生物科技"], ["市第一人民医院", "市中医院", "市妇幼保健院"], ["Pharma", "Medical", "Clinics"]),
        ["Education"] = (["教育科技"], ["职业技术学院", "理工大学", "师范大学附属中学"], ["Academy", "International School"]),
        ["Energy"] = (["电力", "燃气", "新能源", "石化", "水务"], [], ["Energy", "Solar", "Power Systems"]),
        ["Transport"] = (["物流", "港务", "轨道交通", "航空货运", "公交"], [], ["Logistics", "Freight", "Shipping"]),
        ["Retail"] = (["百货", "连锁超市", "电子商务", "家居", "食品"], [], ["Stores", "Foods", "Homes"]),
    };

    private static readonly string[] Forms = ["有限公司", "股份有限公司", "集团有限公司", "有限责任公司"];
    private static readonly float[] FormWeights = [0.62f, 0.2f, 0.13f, 0.05f];
    private static readonly string[] EnglishForms = [" Co., Ltd.", " (China) Co., Ltd.", " Group", " Inc.", " GmbH", " Holdings Ltd"];

    private readonly Dictionary<string, List<DemoCustomer>> _known = Cities.Keys.ToDictionary(region => region, _ => new List<DemoCustomer>());
    private int _count;

    /// <summary>One that we know already, if it is an old customer who calls; else a new one.</summary>
    public DemoCustomer Caller(LeadChannel channel, string region) =>
        _known[region].Count > 20 && chance.Bool(channel == LeadChannel.ExistingCustomer ? 0.9f : 0.05f)
            ? chance.ListItem(_known[region])
            : Remember(New(region));

    private DemoCustomer Remember(DemoCustomer company)
    {
        _known[company.Region].Add(company);
        return company;
    }

    private DemoCustomer New(string region)
    {
        var industry = chance.ListItem([.. Industries]);
        var isChinese = chance.Bool(0.74f);
        return new DemoCustomer(isChinese ? Chinese(region, industry) : English(industry), $"c{++_count}.example", region, industry, isChinese);
    }

    private string Chinese(string region, string industry)
    {
        var (city, trades) = (chance.ArrayElement(Cities[region]), Trades[industry]);
        if (trades.Private.Length == 0 || (trades.Public.Length > 0 && chance.Bool(0.55f)))
        {
            return city + chance.ArrayElement(trades.Public);
        }

        return city + chance.ArrayElement(Brands) + chance.ArrayElement(trades.Private) + chance.WeightedRandom(Forms, FormWeights);
    }

    private string English(string industry) =>
        $"{names.EnglishSurname()} {chance.ArrayElement(Trades[industry].English)}{chance.ArrayElement(EnglishForms)}";
}
