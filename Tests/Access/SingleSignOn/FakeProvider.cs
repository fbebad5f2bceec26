using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SiCrm.Tests.Access.SingleSignOn;

/// <summary>A company's OpenID Connect provider on this machine: everybody who comes is signed in as <see cref="Email"/>.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce)> _codes = new();

    private FakeProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(Configuration()));
        _app.MapGet("/keys", () => Results.Json(new { keys = new[] { Key() } }));
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", TokenAsync);
        _app.MapGet("/userinfo", () => Results.Json(new { sub = "42", email = Email, email_verified = IsVerified }));
    }

    public string Email { get; set; } = "sam.sales@example.com";

    public bool IsVerified { get; set; } = true;

    public string? Method { get; set; }

    public string Address => _app.Urls.Single();

    /// <summary>How often somebody brought a code without the proof that it is his.</summary>
    public int Unproven { get; private set; }

    public static async Task<FakeProvider> StartAsync()
    {
        var provider = new FakeProvider();
        await provider._app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private static string Base64(byte[] bytes) => Base64UrlEncoder.Encode(bytes);

    private object Configuration() => new
    {
        issuer = Address, authorization_endpoint = Address + "/authorize", token_endpoint = Address + "/token", jwks_uri = Address + "/keys",
        userinfo_endpoint = Address + "/userinfo", response_types_supported = new[] { "code" }, subject_types_supported = new[] { "public" },
        id_token_signing_alg_values_supported = new[] { "RS256" },
    };

    private object Key()
    {
        var parts = _key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", kid = "1", alg = "RS256", n = Base64(parts.Modulus ?? []), e = Base64(parts.Exponent ?? []) };
    }

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query;
        Assert.Equal("S256", asked["code_challenge_method"].ToString());
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (asked["code_challenge"].ToString(), asked["nonce"].ToString());
        return Results.Redirect($"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked["state"].ToString())}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!_codes.TryRemove(form["code"].ToString(), out var known)
            || Base64(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != known.Challenge)
        {
            Unproven++;
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        return Results.Json(new { access_token = "a", token_type = "Bearer", expires_in = 60, id_token = IdToken(known.Nonce) });
    }

    private string IdToken(string nonce)
    {
        var claims = new Dictionary<string, object> { ["sub"] = "42", ["email"] = Email, ["email_verified"] = IsVerified, ["nonce"] = nonce };
        if (Method is not null)
        {
            claims["amr"] = new[] { Method };
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address, Audience = "sicrm", Claims = claims,
            IssuedAt = new DateTime(2020, 1, 1), NotBefore = new DateTime(2020, 1, 1), Expires = new DateTime(2090, 1, 1),
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(_key) { KeyId = "1" }, SecurityAlgorithms.RsaSha256),
        });
    }
}
