using Microsoft.Extensions.Configuration;
using SiCrm.Web.Reports.Frame;

namespace SiCrm.Tests.Reports.Frame;

public sealed class ReportTurnSpecs
{
    [Fact]
    public async Task So_many_reports_are_made_at_once_as_is_set_and_a_turn_given_back_twice_frees_nobody_else_s()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Reports:AtOnce", "1")]).Build();
        using var makings = new ReportMakings(settings, TimeProvider.System);
        var first = await makings.TurnAsync(CancellationToken.None);
        var second = makings.TurnAsync(CancellationToken.None);
        Assert.False(second.IsCompleted);

        first.Dispose();
        using var turn = await second;
        first.Dispose();
        Assert.False(makings.TurnAsync(CancellationToken.None).IsCompleted);
    }
}
