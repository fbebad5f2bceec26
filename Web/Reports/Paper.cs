using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>打印视图: a report as it goes on paper, without what only a screen needs.</summary>
public static class Paper
{
    /// <summary>Rows that are printed together: what is more is for a file.</summary>
    public const int MostRows = 500;

    private const string Name = "print";

    /// <summary>How many rows a list shows: on paper nobody turns to its next page.</summary>
    public static int Size(HttpRequest request, int onScreen) => IsAsked(request) ? MostRows : onScreen;

    /// <summary>Whether the address asks for a report so.</summary>
    public static bool IsAsked(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ReportCatalogue.Parse(request.Path) is not null && request.Query[Name] == "true";
    }

    /// <summary>The report that the request shows, for paper.</summary>
    public static PageAddress On(HttpRequest request) => Off(request).With(Name, "true");

    /// <summary>The same for the screen.</summary>
    public static PageAddress Off(HttpRequest request) => PageAddress.Of(request).Without(Name);
}
