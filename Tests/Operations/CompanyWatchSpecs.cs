using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SiCrm.Infrastructure.Reports;
using SiCrm.Infrastructure.Shared;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Operations;

namespace SiCrm.Tests.Operations;

public sealed class CompanyWatchSpecs
{
    [Theory, EveryDatabase]
    public async Task What_the_command_line_sets_the_running_program_notices(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.LeadAsync();
        var visitor = world.Visit(WorldPeople.Administrator);
        Assert.Equal("CNY", (await visitor.GetAsync("/settings")).Find("#Form_Currency").GetAttribute("value"));
        (await CommandRun.OfAsync(world.Database, "settings", "set", "Currency", "EUR")).Succeeds();
        (await CommandRun.OfAsync(world.Database, "settings", "set", "TimeZone", "Europe/Berlin")).Succeeds();

        await world.App.Services.GetServices<IHostedService>().OfType<CompanyWatch>().Single().LookAsync();

        Assert.Equal("EUR", (await visitor.GetAsync("/settings")).Find("#Form_Currency").GetAttribute("value"));
        Assert.Equal("Europe/Berlin", world.App.Services.GetRequiredService<Company>().Time.Zone.Id);
        await using var db = world.Open();
        await db.ReadCompanyAsync();
        Assert.Empty(await db.DifferencesAsync());
    }
}
