using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Web.Contracts.Catalogue;
using SiCrm.Web.Customers.Care;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Schedules;

/// <summary>What of a scheduled report's address narrows it, in words. What has none stands as in the address.</summary>
public sealed class ScheduleFilters(OrganisationFacts names, Words words)
{
    private static readonly Type[] Groupings = [typeof(PipelineGrouping), typeof(LedgerGrouping), typeof(PerformanceGrouping), typeof(PresalesCostGrouping), typeof(PostMortemGrouping)];

    /// <summary>The categories of customers; null where nobody has asked.</summary>
    public CategoryScheme? Categories { get; init; }

    /// <summary>What products are called, by what the addresses call them.</summary>
    public IReadOnlyDictionary<string, string> Products { get; init; } = new Dictionary<string, string>();

    /// <summary>With the names of the products in some addresses.</summary>
    public static async Task<ScheduleFilters> ReadAsync(CrmDbContext db, Viewer viewer, OrganisationFacts names, Words words, IEnumerable<string> queries, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var called = queries.SelectMany(query => QueryHelpers.ParseQuery(query).GetValueOrDefault("product").OfType<string>()).Where(one => one.Length > 0).Distinct().ToList();
        var products = await db.ProductsCalledAsync(viewer, called, cancel);
        return new ScheduleFilters(names, words) { Categories = db.Company.Facts.Categories, Products = products.ToDictionary(one => one.Key, one => one.Value.Name) };
    }

    /// <param name="query">The filters of the address, without days.</param>
    public IEnumerable<string> Of(string query) =>
        QueryHelpers.ParseQuery(query).SelectMany(pair => pair.Value.OfType<string>().Where(value => value.Length > 0).Select(value => Told(pair.Key, value)));

    private string Told(string key, string value) => (key switch
    {
        "region" => Said("Reports.SalesColumn.region", Named(value, names.Region)),
        "team" => Said("Reports.Team", Named(value, names.Team)),
        "owner" => Said("Reports.Owner", Named(value, names.Person)),
        "product" => Said("Reports.Product", Products.GetValueOrDefault(value)),
        "customerCategory" or "category" => Said("Reports.SalesSplit.CustomerCategory", Categories?.Has(value) == true ? Categories.Name(value) : null),
        "by" => Said("Reports.Grouping", Chosen(value, Groupings)),
        "step" => Said("Reports.Step", Chosen(value, typeof(SalesStep))),
        "compare" => words["Appraisal.Compare"],
        "all" when value.Equals("true", StringComparison.OrdinalIgnoreCase) => words["Reports.AllColumns"],
        "split" => Said("Reports.Split", Chosen(value, typeof(SalesSplit))),
        _ => null,
    }) ?? $"{key}={value}";

    private string? Said(string word, string? value) => value is null ? null : words["Reports.Schedule.Filter", words[word], value];

    private static string? Named(string value, Func<long?, string?> name) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? name(id) : null;

    private string? Chosen(string value, params Type[] choices) =>
        choices.FirstOrDefault(choice => Enum.TryParse(choice, value, ignoreCase: true, out var _)) is { } known ? words.Of((Enum)Enum.Parse(known, value, ignoreCase: true)) : null;
}
