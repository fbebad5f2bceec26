using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace SiCrm.Tests.Worlds;

/// <summary>What a person's browser does without scripts: gets pages, fills and sends forms.</summary>
public sealed class Visitor(HttpClient client)
{
    public HttpClient Http { get; } = client;

    public async Task<Page> GetAsync(string address) => await Page.ReadAsync(await Http.GetAsync(new Uri(address, UriKind.Relative)));

    /// <summary>Sends the form that the selector finds on the page, with its own values but for those given; null removes a field.</summary>
    public async Task<Page> SendAsync(Page page, string formSelector, params (string Name, string? Value)[] values)
    {
        var form = page.Document.QuerySelector(formSelector) as IHtmlFormElement
            ?? throw new InvalidOperationException($"No form '{formSelector}' on {page.Address}:\n{page.Document.Body?.TextContent}");
        var fields = FieldsOf(form).Where(field => values.All(value => value.Name != field.Name)).Select(field => (field.Name, (string?)field.Value))
            .Concat(values).Where(field => field.Item2 is not null)
            .Select(field => new KeyValuePair<string, string>(field.Item1, field.Item2 ?? ""));
        return await PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : page.Address, fields);
    }

    public async Task<Page> PostAsync(string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await Page.ReadAsync(await Http.PostAsync(new Uri(address, UriKind.RelativeOrAbsolute), content));
    }

    /// <summary>Gets where the answer redirects to.</summary>
    public async Task<Page> FollowAsync(Page page) =>
        await Page.ReadAsync(await Http.GetAsync(page.Location ?? throw new InvalidOperationException($"{page.Status}, no redirect: {page.Text}")));

    public static IEnumerable<(string Name, string Value)> FieldsOf(IHtmlFormElement form) => form.Elements.SelectMany(element => element switch
    {
        IHtmlInputElement { Name: { Length: > 0 } name } input when input.Type is "checkbox" or "radio" => input.IsChecked ? [(name, input.Value)] : [],
        IHtmlInputElement { Name: { Length: > 0 } name } input when input.Type is not ("submit" or "file" or "button") => [(name, input.Value)],
        IHtmlSelectElement { Name: { Length: > 0 } name } select => [(name, select.Value ?? "")],
        IHtmlTextAreaElement { Name: { Length: > 0 } name } area => [(name, area.Value)],
        _ => Enumerable.Empty<(string, string)>(),
    });
}

/// <summary>An answer, with its HTML parsed.</summary>
public sealed record Page(HttpStatusCode Status, string Address, Uri? Location, string Text, IHtmlDocument Document, HttpResponseMessage Answer)
{
    public string? Heading => Document.QuerySelector("h1")?.TextContent.Trim();

    public static async Task<Page> ReadAsync(HttpResponseMessage answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var text = await answer.Content.ReadAsStringAsync();
        return new Page(answer.StatusCode, answer.RequestMessage?.RequestUri?.PathAndQuery ?? "", answer.Headers.Location, text,
            new HtmlParser().ParseDocument(text), answer);
    }

    public IElement Find(string selector) => Document.QuerySelector(selector)
        ?? throw new InvalidOperationException($"No '{selector}' on {Address} ({Status}):\n{Document.Body?.TextContent}");
}
