using Microsoft.AspNetCore.Http.Features;

namespace SiCrm.Web.Reports.Frame;

/// <summary>An answer that is not sent yet: what is to be done when it begins to be sent is done when it is taken.</summary>
internal sealed class HeldResponse(MemoryStream body) : HttpResponseFeature
{
    private readonly Stack<(Func<object, Task> Work, object State)> _starting = [];
    private readonly Stack<(Func<object, Task> Work, object State)> _completed = [];

    public void In(IFeatureCollection features)
    {
        features.Set<IHttpResponseFeature>(this);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
    }

    public override void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    public async Task<MadeAnswer> TakeAsync(HttpContext context)
    {
        await context.Response.BodyWriter.FlushAsync();
        await DoAsync(_starting);
        var headers = Headers.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value ?? "")));
        return new MadeAnswer(StatusCode, [.. headers], body.ToArray());
    }

    public Task CompleteAsync() => DoAsync(_completed);

    private static async Task DoAsync(Stack<(Func<object, Task> Work, object State)> all)
    {
        while (all.TryPop(out var one))
        {
            await one.Work(one.State);
        }
    }
}
