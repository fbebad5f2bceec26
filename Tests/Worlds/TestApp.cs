using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Tests.Worlds;

/// <summary>The web program in process, over a test's database and clock. A request header names who is signed in.</summary>
public sealed class TestApp(TestDatabase database, TimeProvider clock) : WebApplicationFactory<Program>
{
    public const string PersonHeader = "X-Test-Person";

    private readonly Troubles _troubles = new();

    /// <summary>Beside the database's; to be said before the program starts.</summary>
    public Dictionary<string, string?> Configured { get; } = new() { ["PublicUrl"] = "https://localhost" };

    /// <summary>What a test puts in the place of the program's own; to be said before the program starts.</summary>
    public Action<IServiceCollection>? Adjust { get; set; }

    public string Environment { get; set; } = "Testing";

    public HttpClient Client(string? personName, string language)
    {
        var client = CreateDefaultClient(new Uri("https://localhost"), new CookieContainerHandler(), _troubles.Watch());
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        if (personName is not null)
        {
            client.DefaultRequestHeaders.Add(PersonHeader, personName);
        }

        return client;
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(database.Settings.Concat(Configured)));
        return base.CreateHost(builder);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);
        builder.UseStaticWebAssets();
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Critical).AddProvider(_troubles).AddFilter<Troubles>(null, LogLevel.Error));
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(clock);
            SharedActions.Add(services);
            TestDatabase.Share(services);
            services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, NamedPerson>(NamedPerson.Scheme, null);
            services.PostConfigure<AuthenticationOptions>(options => options.DefaultAuthenticateScheme = NamedPerson.Scheme);
            Adjust?.Invoke(services);
        });
    }

    /// <summary>Authenticates by the header, with the principal that a real sign-in makes; without the header by the real cookie.</summary>
    private sealed class NamedPerson(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CrmDbContext db,
        IUserClaimsPrincipalFactory<Account> principals)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public new const string Scheme = "NamedPerson";

        protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers[PersonHeader].ToString() is not { Length: > 0 } name)
            {
                return await Context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
            }

            var account = await db.Users.AsNoTracking().SingleAsync(user => db.People.Any(p => p.Id == user.PersonId && p.Name == name));
            ClaimsPrincipal principal = await principals.CreateAsync(account);
            return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme));
        }
    }
}
