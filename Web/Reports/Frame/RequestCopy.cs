using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Primitives;

namespace SiCrm.Web.Reports.Frame;

/// <summary>
/// What a request for a page says, taken from it while it lives, so that the page can be made beside it and after it. The policies have
/// been asked already.
/// </summary>
internal sealed class RequestCopy
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _texts = CultureInfo.CurrentUICulture;
    private readonly HttpRequestFeature _request;
    private readonly RouteValueDictionary _routes;
    private readonly Endpoint? _endpoint;
    private readonly ClaimsPrincipal _user;
    private readonly IRequestCultureFeature? _language;
    private readonly KeyValuePair<object, object?>[] _items;
    private readonly string _trace;
    private readonly IPAddress? _from;

    public RequestCopy(HttpContext context)
    {
        var request = context.Request;
        _request = new HttpRequestFeature
        {
            Method = request.Method, Scheme = request.Scheme, Protocol = request.Protocol, PathBase = request.PathBase, Path = request.Path,
            QueryString = request.QueryString.Value ?? "",
            Headers = new HeaderDictionary(request.Headers.ToDictionary(header => header.Key, header => (StringValues)header.Value.ToArray(), StringComparer.OrdinalIgnoreCase)),
        };
        (_routes, _endpoint, _user, _trace) = (new RouteValueDictionary(request.RouteValues), context.GetEndpoint(), context.User, context.TraceIdentifier);
        _from = context.Connection.RemoteIpAddress;
        (_language, _items) = (context.Features.Get<IRequestCultureFeature>(), [.. context.Items]);
    }

    /// <summary>The request once more, with surroundings of its own.</summary>
    public DefaultHttpContext In(IServiceProvider services, HeldResponse response, CancellationToken cancel)
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _texts);
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestFeature>(_request);
        response.In(context.Features);
        (context.RequestServices, context.User, context.TraceIdentifier, context.RequestAborted) = (services, _user, _trace, cancel);
        (context.Request.RouteValues, context.Connection.RemoteIpAddress) = (_routes, _from);
        context.SetEndpoint(_endpoint);
        context.Features.Set(_language);
        foreach (var (name, value) in _items)
        {
            context.Items[name] = value;
        }

        services.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        return context;
    }
}
