namespace SiCrm.Web.Operations;

/// <summary>Lines for people in Development, JSON for programs elsewhere; each line with what it belongs to.</summary>
internal static class LogSetup
{
    public static void WriteLines(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        // Its scope would put every path as it came into every line, and some addresses are secrets; RequestLog gives its own.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.None);
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(options => (options.SingleLine, options.TimestampFormat) = (true, "HH:mm:ss "));
        }
        else
        {
            builder.Logging.AddJsonConsole(options =>
                (options.IncludeScopes, options.UseUtcTimestamp, options.TimestampFormat) = (true, true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        }
    }
}
