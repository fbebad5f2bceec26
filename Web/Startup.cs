using Microsoft.AspNetCore.Mvc.Razor;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Access;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Access.Factor;
using SiCrm.Web.Commands;
using SiCrm.Web.Customers;
using SiCrm.Web.Customers.Care;
using SiCrm.Web.Imports;
using SiCrm.Web.Leads.Desk;
using SiCrm.Web.Leads.Forms;
using SiCrm.Web.Operations;
using SiCrm.Web.Operations.Mail;
using SiCrm.Web.Reports.Frame;
using SiCrm.Web.Reports.Schedules;
using SiCrm.Web.Shared;
using SiCrm.Web.Shared.Errors;
using SiCrm.Web.Shared.Protection;

namespace SiCrm.Web;

/// <summary>The composition root: what the program consists of, and in which order a request passes it.</summary>
public static class Startup
{
    private const string Address = "http://127.0.0.1:5080";

    public static Task<int> RunAsync(string[] args) => CommandLine.IsCalledBy(args) ? CommandLine.RunAsync(args) : ServeAsync(args);

    private static async Task<int> ServeAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(ProgramFolder.OptionsOf(args));
        builder.PlaceDatabase();
        builder.WriteLines();
        builder.WebHost.UseStaticWebAssets();
        if (builder.Configuration["urls"] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Address);
        }

        builder.Services.AddCrm(builder.Configuration);
        await using var app = builder.Build();
        CommandLanguage.UseTerminals();
        var opening = Task.Run(app.OpenAsync);
        app.UseCrm();
        WarmUp.Begin(app);
        if (!await opening)
        {
            return ExitCode.Failure;
        }

        await app.RunAsync();
        return ExitCode.Success;
    }

    public static IServiceCollection AddCrm(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddCrmDatabase(configuration);
        services.AddCrmAccess(configuration);
        services.AddCrmLanguages();
        services.AddCrmMapping(configuration);
        services.AddSingleton<Words>().AddSingleton<Cells>();
        services.AddLeadDesk();
        services.AddCustomerCare();
        services.AddSingleton(new PdfPrinter(configuration["Pdf:Chromium"]));
        services.AddScoped<SheetPrinter>();
        services.AddSingleton<FormSeals>();
        services.AddHttpContextAccessor();
        services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new FeatureViews()));
        services.AddCrmForms();
        services.AddCrmCustomers(configuration);
        services.AddCrmImports();
        services.AddCrmMail(configuration);
        services.AddCrmOperations(configuration);
        services.AddCrmErrorPages();
        services.AddCrmProtection(configuration);
        return services;
    }

    public static WebApplication UseCrm(this WebApplication app)
    {
        app.UseMiddleware<RequestLog>();
        app.UseCrmProtection();
        app.UseRequestLocalization();
        app.UseMiddleware<SecureOnly>();
        app.UseCrmErrorPages();
        app.UseMiddleware<KnownHosts>();
        app.UseMiddleware<OwnSite>();
        app.UseRouting();
        app.UseMiddleware<AccessWatch>();
        app.UseAuthentication();
        app.UsePersonLanguage();
        app.UseMiddleware<FactorFirst>();
        app.UseAuthorization();
        app.UseMiddleware<ReportFrame>();
        app.UseMiddleware<CustomerViews>();
        app.MapStaticAssets().AllowAnonymous();
        app.MapControllers().WithStaticAssets();
        ReportMaker.Lay(app);
        return app;
    }
}
