using Mapping = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Operations;

/// <summary>What the first page needs beside the database, made by another processor while the database is opened.</summary>
internal static class WarmUp
{
    public static void Begin(WebApplication app) => _ = Task.Run(() =>
    {
        foreach (var source in ((IEndpointRouteBuilder)app).DataSources)
        {
            _ = source.Endpoints.Count;
        }

        app.Services.GetRequiredService<Mapping>();
    });
}
