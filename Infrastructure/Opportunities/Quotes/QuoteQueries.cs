using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Infrastructure.Opportunities.Quotes;

/// <summary>The only door to quotes: who may do something with the opportunity may do it with what is offered for it.</summary>
public static class QuoteQueries
{
    public static IQueryable<Quote> VisibleTo(this IQueryable<Quote> quotes, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var reach = quotes.Beside<Opportunity>().VisibleTo(viewer, action).Select(opportunity => opportunity.Id);
        return quotes.Where(quote => reach.Contains(quote.OpportunityId));
    }

    /// <summary>A quote as its verbs need it: all versions with their lines; the history is only added to.</summary>
    public static IQueryable<Quote> ForChange(this IQueryable<Quote> quotes) =>
        quotes.Include(quote => quote.Versions).ThenInclude(version => version.Lines).AsSplitQuery();

    /// <summary>Without drafts that were discarded.</summary>
    public static IQueryable<Quote> Kept(this IQueryable<Quote> quotes) => quotes.Where(quote => quote.Status != QuoteStatus.Discarded);

    /// <summary>Somebody has to decide.</summary>
    public static IQueryable<Quote> Waiting(this IQueryable<Quote> quotes) => quotes.Where(quote => quote.Status == QuoteStatus.Waiting);
}
