using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Gates;

namespace SiCrm.Infrastructure.Opportunities.Quotes;

/// <summary>The verbs of a quote that need a number, or tell somebody.</summary>
public static class QuoteVerbs
{
    public const string Series = "Q";

    public static Task<Quote> QuoteAsync(this CrmDbContext db, Opportunity opportunity, QuoteFacts facts, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(opportunity);
        return db.WriteAsync(async () =>
        {
            Quote.CanQuote(opportunity).ThrowIfRefused();
            var quote = new Quote(await db.NextNumberAsync(Series, stamp.Today.Year, cancel), opportunity, facts, stamp);
            db.Quotes.Add(quote);
            await db.SaveChangesAsync(cancel);
            return quote;
        }, cancel);
    }

    /// <summary>Lets it go out, or asks those who may approve it; the caller saves.</summary>
    public static async Task SubmitAsync(this CrmDbContext db, Quote quote, Opportunity opportunity, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(quote);
        Quote.CanQuote(opportunity).ThrowIfRefused();
        var policy = db.Company.Facts.Quotes;
        quote.Submit(policy, stamp);
        if (quote.Status == QuoteStatus.Waiting)
        {
            var deepest = quote.Current.BelowList;
            var approvers = await db.ApproversOfAsync(opportunity, roles => policy.LimitOf(roles) is { } limit && deepest <= limit, stamp, cancel);
            db.Notifications.AddRange(approvers.Distinct().Select(person => new Notification(
                person, NotificationKind.ApprovalAsked, nameof(Opportunity), opportunity.Id,
                string.Create(CultureInfo.InvariantCulture, $"{NotificationKind.ApprovalAsked}:{opportunity.Id}:{stamp.At.Ticks}:{Fact(quote)}"), stamp.At, quote.Number, opportunity.Name)));
        }
    }

    /// <summary>The approver's word; the caller saves.</summary>
    public static void Decide(this CrmDbContext db, Quote quote, Opportunity opportunity, bool isApproved, string? words, Percent? limit, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(quote);
        ArgumentNullException.ThrowIfNull(opportunity);
        if (isApproved)
        {
            quote.Approve(words, limit, stamp);
        }
        else
        {
            quote.Return(words, stamp);
        }

        var said = isApproved ? QuoteEventKind.Approved : QuoteEventKind.Returned;
        db.Tell(NotificationKind.QuoteDecided, opportunity, [quote.ApplicantId, opportunity.OwnerId], stamp.At, Fact(quote), quote.Number, said.ToString(), words);
    }

    /// <summary>Ends what was sent and not answered in time.</summary>
    /// <returns>How many.</returns>
    public static Task<int> ExpireQuotesAsync(this CrmDbContext db, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var today = stamp.Today;
        return db.WriteAsync(async () =>
        {
            var over = await db.Quotes.VisibleTo(Viewer.Program).ForChange().Where(quote => quote.Status == QuoteStatus.Sent && quote.ValidUntil < today).ToListAsync(cancel);
            var expired = over.Count(quote => quote.Expire(stamp));
            await db.SaveChangesAsync(cancel);
            return expired;
        }, cancel);
    }

    private static string Fact(Quote quote) => string.Create(CultureInfo.InvariantCulture, $"Q{quote.Id}.{quote.Version}");
}
