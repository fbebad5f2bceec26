using SiCrm.Domain.Access;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>A company of five hundred who can all be appointed.</summary>
public sealed class ManagerChoiceSpecs(ITestOutputHelper output)
{
    [Theory]
    [EveryDatabase("en", "Another project manager")]
    [EveryDatabase("zh-CN", "其他项目经理")]
    public async Task In_a_large_company_whoever_is_not_offered_is_found_by_his_name(DatabaseKind kind, string language, string link)
    {
        await using var world = await World.CreateAsync(kind);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));
        await HireAsync(world, "Zoe Long Name");

        var last = await world.PersonAsync("Zoe Long Name 500");
        await world.AppointAsync(contract, last);
        var admin = world.Visit(WorldPeople.Administrator, language);

        var list = await admin.GetAsync("/contracts?status=Signed");
        Assert.DoesNotContain("Zoe Long Name 500", list.Find("select[name=manager]").TextContent, StringComparison.Ordinal);
        var choice = await admin.GetAsync(list.Document.QuerySelectorAll(".list-search a").Single(one => one.TextContent.Contains(link, StringComparison.Ordinal)).GetAttribute("href") ?? "");
        var found = await admin.GetAsync($"/contracts/managers?name=LONG%20name%20500&status={choice.Find("input[type=hidden][name=status]").GetAttribute("value")}");
        var chosen = await admin.GetAsync(Assert.Single(found.Document.QuerySelectorAll("main tbody a")).GetAttribute("href") ?? "");

        Assert.Equal($"/contracts?status=Signed&manager={last.Id}", chosen.Address);
        Assert.Equal([contract.Number], chosen.Document.QuerySelectorAll("main tbody tr a:not(.log-link)").Select(number => number.TextContent));
        Assert.Equal("Zoe Long Name 500", chosen.Find("select[name=manager] option[selected]").TextContent);
        Assert.Empty((await admin.GetAsync("/contracts/managers?name=nobody%20at%20all")).Document.QuerySelectorAll("main tbody tr"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task A_page_of_forty_contracts_is_under_60_kB_in_a_large_company_too(string language)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await HireAsync(world, "欧阳小明");

        var (customer, manager) = (await world.CustomerAsync("浦东数据科技股份有限公司上海分公司"), await world.PersonAsync("欧阳小明 007"));
        for (var i = 0; i < 55; i++)
        {
            await world.AppointAsync(await world.ContractAsync(customer, 1_250_000), manager);
        }

        var page = await world.Visit(WorldPeople.Administrator, language).GetAsync("/contracts");
        var bytes = System.Text.Encoding.UTF8.GetByteCount(page.Text);

        output.WriteLine($"{language}: {bytes} bytes");
        Assert.Equal(40, page.Document.QuerySelectorAll("tbody tr").Length);
        Assert.InRange(bytes, 1, 60_000);
    }

    [Theory]
    [EveryDatabase("en", "Sales")]
    [EveryDatabase("zh-CN", "销售")]
    public async Task Who_is_no_project_manager_is_offered_after_them_with_what_he_is(DatabaseKind kind, string language, string role)
    {
        await using var world = await World.CreateAsync(kind);
        await world.HireAsync("Paul Project");
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"));

        var page = await world.Visit(WorldPeople.Administrator, language).GetAsync($"/contracts/{contract.Id}");
        var groups = page.Document.QuerySelectorAll("form[action$='/project-manager'] optgroup");

        Assert.Equal(["Paul Project"], groups[0].Children.Select(option => option.TextContent));
        Assert.Contains($"{WorldPeople.Rep} · {role}", groups[1].Children.Select(option => option.TextContent));
        Assert.Contains(role, (await world.Visit(WorldPeople.Administrator, language).GetAsync("/contracts/managers")).Find("main tbody").TextContent, StringComparison.Ordinal);
    }

    private static async Task HireAsync(World world, string name)
    {
        await using var db = world.Open();
        db.People.AddRange(Enumerable.Range(1, 500).Select(i => new Person($"{name} {i:000}", $"zoe{i}@example.com", null, null, new DateOnly(2025, 1, 1), Role.Sales)));
        await db.SaveChangesAsync();
    }
}
