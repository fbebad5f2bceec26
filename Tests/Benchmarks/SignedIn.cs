using System.Net;
using System.Text.RegularExpressions;

namespace SiCrm.Benchmarks;

/// <summary>Somebody at work: an address book of cookies, forms sent as a browser would.</summary>
internal sealed partial class SignedIn : IDisposable
{
    private readonly HttpClient _client;
    private readonly Dictionary<string, string> _cookies = [];

    private SignedIn(Uri address)
    {
        _client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        _client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
    }

    public static async Task<SignedIn> AsAsync(Uri address, string email, string password)
    {
        var visitor = new SignedIn(address);
        var fields = FieldsOf(await visitor.ReadAsync("/sign-in"), "/sign-in");
        fields["Form.Email"] = email;
        fields["Form.Password"] = password;
        await visitor.PostAsync("/sign-in", fields);
        return visitor;
    }

    /// <summary>The page's text; anything but 200 is a fault of the benchmark.</summary>
    public async Task<string> ReadAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsStringAsync()
            : throw new InvalidOperationException($"GET {path}: {(int)answer.StatusCode}");
    }

    /// <summary>Reads a page to its end and answers with its length.</summary>
    public async Task<int> FetchAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode == HttpStatusCode.OK ? bytes.Length : throw new InvalidOperationException($"GET {path}: {(int)answer.StatusCode}");
    }

    /// <summary>A form that is taken leads elsewhere: to there.</summary>
    public async Task<string> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await SendAsync(HttpMethod.Post, path, content);
        if (answer.StatusCode != HttpStatusCode.Redirect)
        {
            throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {Text().Replace(await answer.Content.ReadAsStringAsync(), " ")}");
        }

        return answer.Headers.Location?.OriginalString ?? "";
    }

    /// <summary>What the form to that address would send untouched.</summary>
    public static Dictionary<string, string> FieldsOf(string page, string action)
    {
        var form = Forms().Matches(page).First(match => match.Groups["action"].Value == action).Value;
        var fields = new Dictionary<string, string>();
        foreach (Match input in Inputs().Matches(form))
        {
            var value = Value().Match(input.Value);
            fields[WebUtility.HtmlDecode(Name().Match(input.Value).Groups[1].Value)] = WebUtility.HtmlDecode(value.Groups[1].Value);
        }

        return fields;
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var answer = await _client.SendAsync(request);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            lock (_cookies)
            {
                foreach (var cookie in set.Select(line => line.Split(';')[0].Split('=', 2)))
                {
                    _cookies[cookie[0]] = cookie[1];
                }
            }
        }

        return answer;
    }

    [GeneratedRegex("""<form method="post" action="(?<action>[^"]*)".*?</form>""", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input[^>]*name="[^"]*"[^>]*>""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Inputs();

    [GeneratedRegex("name=\"([^\"]*)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("value=\"([^\"]*)\"", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Value();

    [GeneratedRegex("<[^>]*>|\\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Text();
}
