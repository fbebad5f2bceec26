using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

/// <summary>Lets a test's program answer on a free port of this machine, by TLS as its cookies want it.</summary>
public static class Server
{
    /// <summary>Where the program can be reached from now on.</summary>
    public static Uri Listen(this TestApp app)
    {
        app.UseKestrel(options => options.Listen(IPAddress.Loopback, 0, port => port.UseHttps(Certificate())));
        app.StartServer();
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        return new UriBuilder(addresses.Addresses.Single()) { Host = "localhost" }.Uri;
    }

    /// <summary>A client that believes the server's certificate.</summary>
    public static HttpClient Client(Uri origin, string? person)
    {
        var trusting = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        var client = new HttpClient(trusting) { BaseAddress = origin };
        if (person is not null) client.DefaultRequestHeaders.Add(TestApp.PersonHeader, person);
        return client;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), DateTimeOffset.MaxValue);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
