using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access.Audit;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

/// <summary>Every way in: each route of each controller, with each role.</summary>
public sealed class RouteSpecs(Worlds.Worlds worlds) : IClassFixture<Worlds.Worlds>
{
    /// <summary>What visitors may reach who are not signed in.</summary>
    private static readonly HashSet<string> Public =
    [
        "SignIn", "SetUp", "NewPassword", "ForgottenPassword", "Address", "Code", "PasskeySignIn", "SingleSignOn", "Preferences", "PublicLeads", "WebForm", "CalendarFeed", "Health",
    ];

    private static readonly (string Person, Role Role)[] Cast =
    [
        (WorldPeople.Coordinator, Role.LeadCoordinator), (WorldPeople.Manager, Role.SalesManager), (WorldPeople.Rep, Role.Sales),
        (WorldPeople.GeneralManager, Role.GeneralManager), (WorldPeople.Administrator, Role.Administrator), (WorldPeople.Presales, Role.Presales),
    ];

    [Fact]
    public async Task Every_action_names_who_may()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        Assert.Empty(
            from route in Routes(world)
            where !route.IsPublic && route.Policies.Count == 0
            select route.ToString());
    }

    [Fact]
    public async Task Only_the_known_doors_stand_open()
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        Assert.Empty(Routes(world).Where(route => route.IsPublic && !Public.Contains(route.Action.ControllerName)).Select(route => route.ToString()));
    }

    [Theory, EveryDatabase]
    public async Task Each_role_gets_what_the_matrix_says(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var wrong = new List<string>();
        foreach (var (person, role) in Cast)
        {
            var visitor = world.Visit(person);
            foreach (var route in Routes(world).Where(route => !route.IsPublic && !route.IsForPrograms))
            {
                var status = await route.TryAsync(visitor);
                var isRefused = status == HttpStatusCode.Forbidden;
                if (isRefused == route.Admits(role) || (int)status >= 500)
                {
                    wrong.Add($"{role}: {route} → {(int)status}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory, EveryDatabase]
    public async Task Who_is_not_signed_in_is_sent_to_the_sign_in(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var visitor = world.Visit();
        foreach (var route in Routes(world).Where(route => !route.IsPublic))
        {
            var status = await route.TryAsync(visitor);
            Assert.True(status is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{route} → {status}");
        }
    }

    [Theory, EveryDatabase]
    public async Task Nothing_is_changed_without_the_form_s_token(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        foreach (var route in Routes(world).Where(route => !route.IsReading && !route.IsInNobodysName && route.Admits(Role.Administrator)))
        {
            Assert.Equal((route.ToString(), HttpStatusCode.BadRequest), (route.ToString(), await route.TryAsync(visitor)));
        }
    }

    [Fact]
    public async Task Reading_never_writes()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        // The log and the counts of views tell by themselves, later, what was denied, exported and opened: no page does.
        world.App.Adjust = services => services.Where(TellsLater).ToList().ForEach(teller => services.Remove(teller));
        await world.Visit(WorldPeople.Administrator).GetAsync("/sign-in");
        await using var watch = new SqliteConnection($"Data Source={world.Database.Address};Pooling=False");
        await watch.OpenAsync();
        var before = await ChangesAsync(watch);
        foreach (var (person, _) in Cast)
        {
            var visitor = world.Visit(person);
            foreach (var route in Routes(world).Where(route => route.IsReading))
            {
                await route.TryAsync(visitor);
                Assert.True(before == await ChangesAsync(watch), $"{route} wrote");
            }
        }
    }

    private static bool TellsLater(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && (service.ImplementationType == typeof(LateWriter) || service.ImplementationFactory is not null);

    /// <summary>Changes when another connection has changed the file.</summary>
    private static async Task<long> ChangesAsync(SqliteConnection watch)
    {
        await using var command = watch.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }

    private static List<Route> Routes(World world) =>
    [
        .. from source in world.App.Services.GetServices<EndpointDataSource>()
           from endpoint in source.Endpoints.OfType<RouteEndpoint>()
           let action = endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()
           where action is not null
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           select new Route(endpoint, action, method),
    ];

    private sealed record Route(RouteEndpoint Endpoint, ControllerActionDescriptor Action, string Method)
    {
        public bool IsReading => Method is "GET" or "HEAD";

        public bool IsPublic => Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

        /// <summary>The form on the company's web site, which has no cookie to be misused (a rule of the architecture lets only public doors be so).</summary>
        public bool IsInNobodysName => Endpoint.Metadata.GetMetadata<IgnoreAntiforgeryTokenAttribute>() is not null;

        /// <summary>A cookie opens none of them, so no role does.</summary>
        public bool IsForPrograms => Policies.Any(policy => policy.StartsWith("Api.", StringComparison.Ordinal));

        public IReadOnlyList<string> Policies =>
            [.. Endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).OfType<string>()];

        public bool Admits(Role role) => Policies.All(policy => policy switch
        {
            "SignedIn" => true,
            "Administer" => role == Role.Administrator,
            "ReadReports" => Reads(role, RecordType.Lead) || Reads(role, RecordType.Contract) || Reads(role, RecordType.Appraisal),
            "Decide" => new[] { RecordType.Opportunity, RecordType.Appraisal }.Any(type => AccessMatrix.Default.ScopeOf(role, type, AccessAction.Approve) != Scope.None),
            "Import" => new[] { RecordType.Lead, RecordType.Customer, RecordType.Contact }.Any(type => AccessMatrix.Default.ScopeOf(role, type, AccessAction.Import) != Scope.None),
            "HandOver" => role is Role.ServiceManager or Role.ServiceEngineer || AccessMatrix.Default.ScopeOf(role, RecordType.Milestone, AccessAction.Write) != Scope.None,
            "RunDesk" => AccessMatrix.Default.ScopeOf(role, RecordType.Lead, AccessAction.Assign) == Scope.All,
            _ => AccessMatrix.Default.ScopeOf(role, Enum.Parse<RecordType>(policy.Split('.')[0]), Enum.Parse<AccessAction>(policy.Split('.')[1])) != Scope.None,
        });

        private static bool Reads(Role role, RecordType type) => AccessMatrix.Default.ScopeOf(role, type, AccessAction.Read) != Scope.None;

        public async Task<HttpStatusCode> TryAsync(Visitor visitor)
        {
            var address = string.Join('/', Endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
            {
                RoutePatternLiteralPart literal => literal.Content,
                RoutePatternParameterPart parameter => Example(parameter.Name),
                _ => "",
            }))));
            return IsReading
                ? (await visitor.GetAsync("/" + address)).Status
                : (await visitor.PostAsync("/" + address, [new("Name", "typed")])).Status;
        }

        /// <summary>A value that the parameter's constraint lets through.</summary>
        private static string Example(string parameter) => parameter switch
        {
            "format" => "csv",
            "field" => "amount",
            "records" => "leads",
            "key" => "regional-sales",
            "day" => "2026-11-18",
            "week" => "2026-W46",
            _ => "1",
        };

        public override string ToString() => $"{Method} /{Endpoint.RoutePattern.RawText} ({Action.ControllerName}.{Action.ActionName})";
    }
}
