using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Reports.Sales;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Commands;
using SiCrm.Web.Reports.Sales;

namespace SiCrm.Web.Reports;

/// <content>The reports on what was signed.</content>
internal sealed partial class ReportCommand
{
    /// <summary>So many names are told to who wrote none of them.</summary>
    private const int MostNamed = 30;

    /// <summary>Without days: the fiscal year of the first day, or of today; contracts without any day are all of them.</summary>
    private async Task<ExportTable> SalesAsync(string key, Arguments args, CancellationToken cancel)
    {
        var (from, to, names) = (Day(args, "from"), Day(args, "to"), await organisation.ReadAsync(db, cancel));
        var year = SalesQuestion.YearOf(Viewer.Program, from ?? to ?? Today, db.Company.Settings);
        var isEverything = key == "contract-execution" && from is null && to is null;
        var asked = year with
        {
            From = isEverything ? new DateOnly(1900, 1, 1) : from ?? year.From,
            To = isEverything ? Today : to ?? year.To,
            Step = Enum.Parse<SalesStep>(Choice(args, "step", "month", "quarter", "year"), ignoreCase: true),
            Split = Enum.Parse<SalesSplit>(Choice(args, "split", [nameof(SalesSplit.None), .. SalesReportPage.SplitsOf(key).Select(split => split.ToString())]), ignoreCase: true),
            Region = Named(args, "region", names.Regions),
            Team = Named(args, "team", names.Teams),
            Owner = Named(args, "owner", PeopleOf(names)),
            Product = await ProductAsync(args, cancel),
            CustomerCategory = Category(args),
        };
        (isEverything ? null : ReportSpan.CanAsk(asked.From, asked.To)).ThrowIfRefused();
        return (await new SalesTables(db, words, names, Today).FileAsync(key, asked with { Further = true }, cancel)).Plain();
    }

    /// <summary>By its code, in whatever case, or by its number.</summary>
    private async Task<long?> ProductAsync(Arguments args, CancellationToken cancel)
    {
        if (args.Option("product") is not { } given)
        {
            return null;
        }

        var sold = await db.Products.AsNoTracking().VisibleTo(Viewer.Program).OrderBy(product => product.Code).Select(product => new { product.Id, product.Code, product.CodeKey }).ToListAsync(cancel);
        var (key, id) = (Product.CodeKeyOf(given), long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        return (sold.Find(product => product.CodeKey == key) ?? sold.Find(product => product.Id == id))?.Id
            ?? throw new WrongUse("Commands.NotAChoice", "product", string.Join(", ", sold.Take(MostNamed).Select(product => product.Code)));
    }

    private static Dictionary<long, string> PeopleOf(OrganisationFacts names) => names.People.ToDictionary(person => person.Key, person => person.Value.Name);

    /// <summary>By the name, or by the number where two have one name.</summary>
    private static long? Named(Arguments args, string option, IReadOnlyDictionary<long, string> names)
    {
        if (args.Option(option) is not { } given)
        {
            return null;
        }

        var called = names.Where(one => string.Equals(one.Value, given, StringComparison.OrdinalIgnoreCase)).Select(one => one.Key).ToList();
        return called is [var only] ? only
            : long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && names.ContainsKey(id) ? id
            : throw new WrongUse("Commands.NotAChoice", option, string.Join(", ", names.Values.Order(StringComparer.Ordinal).Take(MostNamed)));
    }
}
