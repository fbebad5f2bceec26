using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What a system integrator sells: hardware of others, software, its own implementation, service by the year.</summary>
internal static class DemoCatalogue
{
    private static readonly Percent Goods = new(1300);
    private static readonly Percent Services = new(600);

    private static readonly (string Name, string Chinese, string? Above)[] Categories =
    [
        ("Hardware", "硬件", null), ("Servers", "服务器", "Hardware"), ("Storage", "存储", "Hardware"), ("Network", "网络", "Hardware"),
        ("Security appliances", "安全设备", "Hardware"), ("Software", "软件", null), ("Platform software", "平台软件", "Software"),
        ("Applications", "应用软件", "Software"), ("Implementation", "实施", null), ("Service", "服务", null),
    ];

    private static readonly Line[] Lines =
    [
        new("HW-SRV-2U", "Rack server 2U", "2U机架式服务器", ProductKind.Hardware, "Servers", "台", 68_000, 51_000, "华芯服务器"),
        new("HW-SRV-4U", "Rack server 4U with GPUs", "4U GPU服务器", ProductKind.Hardware, "Servers", "台", 286_000, 231_000, "华芯服务器"),
        new("HW-SRV-BLD", "Blade chassis with 8 blades", "刀片服务器（8刀片）", ProductKind.Hardware, "Servers", "套", 420_000, 338_000, "华芯服务器"),
        new("HW-STO-SAN", "All-flash array 50 TB", "全闪存存储阵列 50TB", ProductKind.Hardware, "Storage", "套", 560_000, 442_000, "磐石存储"),
        new("HW-STO-NAS", "NAS 200 TB", "NAS存储 200TB", ProductKind.Hardware, "Storage", "套", 238_000, 186_000, "磐石存储"),
        new("HW-STO-BAK", "Backup appliance", "备份一体机", ProductKind.Hardware, "Storage", "台", 165_000, 124_000, "磐石存储"),
        new("HW-NET-CORE", "Core switch", "核心交换机", ProductKind.Hardware, "Network", "台", 198_000, 152_000, "汇通网络"),
        new("HW-NET-ACC", "Access switch 48 ports", "48口接入交换机", ProductKind.Hardware, "Network", "台", 8_600, 6_200, "汇通网络"),
        new("HW-NET-WIFI", "Wireless access point", "无线接入点", ProductKind.Hardware, "Network", "个", 2_400, 1_650, "汇通网络"),
        new("HW-SEC-FW", "Next-generation firewall", "下一代防火墙", ProductKind.Hardware, "Security appliances", "台", 128_000, 93_000, "安盾科技"),
        new("HW-SEC-AUD", "Database audit appliance", "数据库审计设备", ProductKind.Hardware, "Security appliances", "台", 96_000, 68_000, "安盾科技"),
        new("SW-VIRT", "Virtualisation platform, per CPU", "虚拟化平台（每CPU）", ProductKind.Software, "Platform software", "个", 32_000, 19_500, "云基软件"),
        new("SW-DB", "Database licence, per core", "数据库许可（每核）", ProductKind.Software, "Platform software", "个", 45_000, 29_000, "鼎盛数据库"),
        new("SW-BACKUP", "Backup software, per TB", "备份软件（每TB）", ProductKind.Software, "Platform software", "TB", 6_800, 3_900, "磐石存储"),
        new("SW-OA", "Office automation, 500 seats", "协同办公系统（500用户）", ProductKind.Software, "Applications", "套", 260_000, 88_000, null),
        new("SW-BI", "Reporting and analysis platform", "数据分析平台", ProductKind.Software, "Applications", "套", 380_000, 121_000, null),
        new("SW-MES", "Production execution system", "生产执行系统（MES）", ProductKind.Software, "Applications", "套", 860_000, 310_000, null),
        new("SW-MON", "Monitoring platform", "统一监控平台", ProductKind.Software, "Applications", "套", 148_000, 46_000, null),
        new("IM-DC", "Data centre construction", "机房建设", ProductKind.Implementation, "Implementation", "项", 320_000, 246_000, null),
        new("IM-INT", "System integration, per person-day", "系统集成（人天）", ProductKind.Implementation, "Implementation", "人天", 2_600, 1_500, null),
        new("IM-DEV", "Custom development, per person-day", "定制开发（人天）", ProductKind.Implementation, "Implementation", "人天", 3_200, 1_700, null),
        new("IM-MIG", "Data migration", "数据迁移", ProductKind.Implementation, "Implementation", "项", 85_000, 48_000, null),
        new("IM-TRAIN", "Training course, two days", "培训（两天）", ProductKind.Implementation, "Implementation", "期", 16_000, 7_500, null),
        new("SV-BASIC", "Yearly service, basic", "年度服务（一般）", ProductKind.Service, "Service", "年", 45_000, 18_000, null),
        new("SV-SILVER", "Yearly service, silver", "年度服务（银牌）", ProductKind.Service, "Service", "年", 96_000, 41_000, null),
        new("SV-GOLD", "Yearly service, gold", "年度服务（金牌）", ProductKind.Service, "Service", "年", 180_000, 82_000, null),
        new("SV-RESIDENT", "Resident engineer", "驻场工程师", ProductKind.Service, "Service", "人月", 28_000, 17_500, null),
    ];

    private static readonly (string Bundle, string Part, int Quantity)[] Bundles =
        [("IM-DC", "HW-NET-ACC", 4), ("SW-OA", "IM-TRAIN", 2), ("SW-MES", "IM-TRAIN", 3), ("SW-MES", "SW-DB", 8)];

    /// <summary>What the projects of the story are mainly sold with.</summary>
    private static readonly Dictionary<string, string> Main = new()
    {
        ["Data centre"] = "IM-DC", ["Video conferencing"] = "IM-INT", ["ERP rollout"] = "IM-DEV", ["Cloud migration"] = "SW-VIRT", ["Security"] = "HW-SEC-FW",
        ["Network"] = "HW-NET-CORE",
    };

    /// <summary>The product that a lead's wish is mainly about; null for a wish that the catalogue does not name.</summary>
    public static Product? MainOf(string? wish, IReadOnlyList<Product> products) =>
        Main.TryGetValue(wish ?? "", out var code) ? products.FirstOrDefault(product => product.Code == code) : null;

    /// <summary>The catalogue as it was before the story begins; prices of other makers' goods went up since.</summary>
    public static async Task<IReadOnlyList<Product>> AddAsync(CrmDbContext db, Stamp beginning, CancellationToken cancel)
    {
        var categories = await AddCategoriesAsync(db, cancel);
        var products = Lines.Select(line => line.ToProduct(categories, beginning)).ToDictionary(product => product.Code);
        db.Products.AddRange(products.Values);
        await db.SaveChangesAsync(cancel);
        foreach (var bundle in Bundles.GroupBy(row => row.Bundle))
        {
            products[bundle.Key].Bundle([.. bundle.Select(row => (products[row.Part].Id, row.Quantity))]);
        }

        await db.SaveChangesAsync(cancel);
        return [.. products.Values];
    }

    private static async Task<Dictionary<string, ProductCategory>> AddCategoriesAsync(CrmDbContext db, CancellationToken cancel)
    {
        var categories = new Dictionary<string, ProductCategory>();
        foreach (var level in Categories.ToLookup(row => row.Above is not null).OrderBy(rows => rows.Key))
        {
            foreach (var (name, chinese, above) in level)
            {
                db.ProductCategories.Add(categories[name] = new ProductCategory(name, chinese, above is null ? [] : [categories[above]]));
            }

            await db.SaveChangesAsync(cancel);
        }

        return categories;
    }

    private sealed record Line(
        string Code, string Name, string Chinese, ProductKind Kind, string Category, string Unit, int Price, int Cost, string? Partner)
    {
        public Product ToProduct(Dictionary<string, ProductCategory> categories, Stamp stamp)
        {
            var facts = new ProductFacts
            {
                Code = Code,
                Name = Name,
                ChineseName = Chinese,
                Kind = Kind,
                CategoryId = categories[Category].Id,
                Unit = Unit,
                Partner = Partner,
                TaxRate = Kind is ProductKind.Hardware or ProductKind.Software ? Goods : Services,
                ActiveFrom = stamp.Today.AddYears(-1),
            };
            var product = new Product(facts, Money.FromMajor(Price), Money.FromMajor(Cost), stamp);
            if (Partner is not null)
            {
                var from = stamp.Today.AddMonths(9);
                product.Price(Money.FromMajor(decimal.Round(Price * 1.04m / 10) * 10), Money.FromMajor(decimal.Round(Cost * 1.05m / 10) * 10), from, "厂商调价", stamp);
            }

            return product;
        }
    }
}
