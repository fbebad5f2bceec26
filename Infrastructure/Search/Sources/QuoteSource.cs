using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Quotes;

namespace SiCrm.Infrastructure.Search.Sources;

/// <summary>Quotes by their number, or by the words of what they are for.</summary>
internal sealed class QuoteSource : SearchSource
{
    public override RecordType Type => RecordType.Opportunity;

    public override string Title => "Quotes.Title";

    public override string Path => "/quotes";

    public override bool HasList => false;

    public override string Series => QuoteVerbs.Series;

    protected internal override int Place => 5;

    protected internal override IQueryable<SearchHit> Find(SearchQuery query)
    {
        var (found, number) = (query.Among(Type, query.Db.OpportunitiesMatching), query.Text.Trim().ToUpperInvariant());
        var quotes = query.Db.Quotes.AsNoTracking();
        // Each half walks an index of its own; asked for together they would walk all quotes.
        var ids = quotes.Where(quote => found.Contains(quote.OpportunityId)).Select(quote => quote.Id)
            .Union(quotes.Where(quote => quote.Number == number).Select(quote => quote.Id));
        return from quote in quotes.VisibleTo(query.Viewer).Kept()
               where ids.Contains(quote.Id)
               join opportunity in query.Db.Opportunities.VisibleTo(Viewer.Program) on quote.OpportunityId equals opportunity.Id
               orderby quote.Id descending
               select new SearchHit
               {
                   Id = quote.Id,
                   Title = opportunity.Name,
                   Number = quote.Number,
                   Detail = opportunity.Customer == null ? null : opportunity.Customer.Name,
                   OwnerId = opportunity.OwnerId,
               };
    }
}
