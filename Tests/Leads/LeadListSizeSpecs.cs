using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

public sealed class LeadListSizeSpecs(ITestOutputHelper output)
{
    private const int Most = 60_000;

    [Theory]
    [InlineData(WorldPeople.Coordinator, "en")]
    [InlineData(WorldPeople.Coordinator, "zh-CN")]
    [InlineData(WorldPeople.Rep, "en")]
    [InlineData(WorldPeople.Rep, "zh-CN")]
    public async Task A_page_of_fifty_leads_is_under_60_kB(string person, string language)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        for (var i = 0; i < 55; i++)
        {
            var company = $"{(i % 2 == 0 ? "浦东数据科技股份有限公司" : "Northern Lights Data Systems GmbH")} {i}";
            await world.LeadAsync(LeadStatus.Working, change: facts => facts with { Company = company, Amount = Money.FromMajor(1_250_000 + i) });
        }

        await using (var db = world.Open())
        {
            foreach (var lead in db.Leads)
            {
                lead.Plan("Send the outline, agree on a visit", new DateOnly(2026, 11, 25), world.By(null));
            }

            await db.SaveChangesAsync();
        }

        var page = await world.Visit(person, language).GetAsync("/leads");
        var bytes = System.Text.Encoding.UTF8.GetByteCount(page.Text);

        output.WriteLine($"{person}, {language}: {bytes} bytes");
        Assert.Equal(50, page.Document.QuerySelectorAll("tbody tr").Length);
        Assert.InRange(bytes, 1, Most);
    }
}
