using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Schedules;

/// <summary>
/// Makes the file of a report as somebody would get it by his own hand: his sign-in's principal goes the way of a request to the
/// same address, through the same policies and the same controller. What he may not see is not in it.
/// </summary>
public sealed class ReportMaker(IServiceScopeFactory scopes, Company company, PublicAddress site, TimeProvider clock)
{
    /// <summary>By this the framework's routing finds the program's own endpoints; a branch would have none.</summary>
    private const string Endpoints = "__GlobalEndpointRouteBuilder";

    private RequestDelegate? _way;

    /// <summary>The part of a request's way that a report needs: which controller it is for, and whether he may.</summary>
    public static void Lay(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var inner = ((IApplicationBuilder)app).New();
        inner.Properties[Endpoints] = app;
        inner.UseRouting();
        inner.UseAuthorization();
        inner.UseEndpoints(_ => { });
        app.Services.GetRequiredService<ReportMaker>()._way = inner.Build();
    }

    /// <summary>Null when he may not have it.</summary>
    /// <param name="path">Of the file.</param>
    /// <exception cref="IOException">It is too big for a mail, or can't be made.</exception>
    public async Task<byte[]?> MakeAsync(Account account, string path, string query, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(account);
        await using var scope = scopes.CreateAsyncScope();
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account);
        principal.Introduce(company.Facts, clock.GetUtcNow().UtcDateTime);
        using var file = new ShortStream();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = principal, RequestAborted = cancel };
        var origin = new Uri(site.Origin);
        (context.Request.Method, context.Request.Scheme, context.Request.Host) = (HttpMethods.Get, origin.Scheme, new HostString(origin.Authority));
        (context.Request.Path, context.Request.QueryString) = (path, query.Length == 0 ? QueryString.Empty : new QueryString("?" + query));
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(file));
        var accessor = scope.ServiceProvider.GetRequiredService<IHttpContextAccessor>();
        try
        {
            accessor.HttpContext = context;
            await (_way ?? throw new InvalidOperationException("No way is laid."))(context);
        }
        finally
        {
            accessor.HttpContext = null;
        }

        return context.Response.StatusCode switch
        {
            StatusCodes.Status200OK => file.ToArray(),
            StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound => null,
            var status => throw new IOException($"The report answered {status}."),
        };
    }

    /// <summary>As much as a mail takes.</summary>
    private sealed class ShortStream : MemoryStream
    {
        private const int Most = 4 << 20;

        public override void WriteByte(byte value)
        {
            Check(1);
            base.WriteByte(value);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Check(count);
            base.Write(buffer, offset, count);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Check(buffer.Length);
            base.Write(buffer);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Check(count);
            return base.WriteAsync(buffer, offset, count, cancellationToken);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Check(buffer.Length);
            return base.WriteAsync(buffer, cancellationToken);
        }

        private void Check(int more)
        {
            if (Length + more > Most)
            {
                throw new IOException("The report is too big for a mail.");
            }
        }
    }
}
