using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Infrastructure.Database.Postgres;
using SiCrm.Infrastructure.Database.Sqlite;
using SiCrm.Tests.Worlds;
using SiCrm.Web.Reports.Frame;

namespace SiCrm.Tests.Reports.Frame;

/// <summary>Work that nobody wants any more ends where it is: within its statement.</summary>
public sealed class ReportEndSpecs
{
    private const string Regions = "/reports/regional-sales?from=2026-01-01&to=2026-12-31";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Theory, EveryDatabase]
    public async Task Who_stops_a_report_stops_its_statement(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        world.App.Configured["Reports:Patience"] = "0";
        var (held, reader) = (Hold(world), Reader(world));
        var waiting = await reader.GetAsync(Regions);
        Assert.Equal(HttpStatusCode.Accepted, waiting.Status);
        await held.Begun.WaitAsync(Soon);
        var making = Assert.Single(await MakingsAsync(world));
        await reader.SendAsync(waiting, "form[action$=cancellation]");

        await held.Stopped.WaitAsync(Soon);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => making.Answer.WaitAsync(Soon));
        Assert.Empty(await MakingsAsync(world));
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.GeneralManager).GetAsync(Regions)).Status);
    }

    [Theory, EveryDatabase]
    public async Task Who_leaves_before_he_is_told_to_wait_stops_it_too(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        world.App.Configured["Reports:Patience"] = "60";
        var (held, reader) = (Hold(world), Reader(world));
        using var leaving = new CancellationTokenSource();
        var asked = reader.Http.GetAsync(new Uri(Regions, UriKind.Relative), leaving.Token);
        await held.Begun.WaitAsync(Soon);
        await leaving.CancelAsync();

        await held.Stopped.WaitAsync(Soon);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Empty(await MakingsAsync(world));
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(Regions)).Status);
    }

    [Theory, EveryDatabase]
    public async Task Who_was_told_to_wait_may_leave_and_it_goes_on(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        world.App.Configured["Reports:Patience"] = "0";
        var (held, reader) = (Hold(world), Reader(world));
        await reader.GetAsync(Regions);
        await held.Begun.WaitAsync(Soon);
        using (var leaving = new CancellationTokenSource())
        {
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader.Http.GetAsync(new Uri(Regions, UriKind.Relative), leaving.Token));
        }

        Assert.False(held.Stopped.IsCompleted);
        held.LetGo();
        var making = Assert.Single(await MakingsAsync(world));
        Assert.Equal(200, (await making.Answer.WaitAsync(Soon)).Status);
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(Regions)).Status);
    }

    private static async Task<IReadOnlyList<ReportMaking>> MakingsAsync(World world) =>
        world.App.Services.GetRequiredService<ReportMakings>().Of((await world.PersonAsync(WorldPeople.GeneralManager)).Id);

    private static Visitor Reader(World world)
    {
        var visitor = world.Visit(WorldPeople.GeneralManager);
        visitor.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return visitor;
    }

    private static HeldStatement Hold(World world)
    {
        var held = new HeldStatement();
        world.App.Adjust = services => services.ConfigureDbContext<SqliteCrmDbContext>(options => options.AddInterceptors(held))
            .ConfigureDbContext<PostgresCrmDbContext>(options => options.AddInterceptors(held));
        return held;
    }

    /// <summary>The first statement over lines of contracts takes as long as somebody waits for it.</summary>
    private sealed class HeldStatement : DbCommandInterceptor
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public Task Stopped => _stopped.Task;

        public void LetGo() => _free.TrySetResult();

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains("\"ContractLines\"", StringComparison.Ordinal) && _begun.TrySetResult())
            {
                try
                {
                    await _free.Task.WaitAsync(cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    _stopped.TrySetResult();
                    throw;
                }
            }

            return result;
        }
    }
}
