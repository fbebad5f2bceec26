using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Infrastructure.Opportunities.Quotes;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Quotes;

/// <summary>Puts the pages of one quote together.</summary>
public abstract class QuotePageController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    protected Words Words { get; } = words;

    /// <param name="version">Null: the newest.</param>
    protected async Task<QuoteSubject?> SubjectAsync(long id, int? version, CancellationToken cancel)
    {
        var quote = await Db.Quotes.AsNoTracking().VisibleTo(Viewer).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (quote is null || quote.Versions.FirstOrDefault(row => row.No == (version ?? quote.VersionNo)) is not { } shown)
        {
            return null;
        }

        var opportunity = await Db.Opportunities.AsNoTracking().VisibleTo(Viewer).Include(row => row.Customer).Include(row => row.Contact)
            .SingleAsync(row => row.Id == quote.OpportunityId, cancel);
        var ids = quote.Versions.SelectMany(row => row.Lines).Select(line => line.ProductId).OfType<long>().Distinct().ToList();
        var products = await Db.Products.AsNoTracking().VisibleTo(Viewer.Program).Where(product => ids.Contains(product.Id)).ToDictionaryAsync(product => product.Id, cancel);
        return new QuoteSubject(quote, shown, opportunity, products, await organisation.ReadAsync(Db, [opportunity.OwnerId, quote.CreatedById], cancel));
    }

    protected async Task<QuotePage?> PageAsync(long id, int? version, QuoteWordForm? word, CancellationToken cancel)
    {
        if (await SubjectAsync(id, version, cancel) is not { } subject)
        {
            return null;
        }

        var history = await Db.Set<QuoteEvent>().AsNoTracking().Where(row => row.QuoteId == id).OrderByDescending(row => row.Seq).ToListAsync(cancel);
        return new QuotePage(subject, history, await Db.ContractOfQuoteAsync(id, cancel), Db.Company.Facts.Quotes, await RightsAsync(subject, cancel), word ?? new QuoteWordForm(), Today);
    }

    /// <exception cref="RuleBroken">The version says nothing that a customer could take.</exception>
    protected QuoteDocumentPage DocumentOf(QuoteSubject subject, string language)
    {
        ArgumentNullException.ThrowIfNull(subject);
        subject.Quote.CanIssue(subject.Shown, Today).ThrowIfRefused();
        return new QuoteDocumentPage(subject, language, subject.Shown.SentOn ?? CompanyTime.DayOf(subject.Shown.CreatedAt), subject.Opportunity.Contact?.Name);
    }

    private async Task<QuoteRights> RightsAsync(QuoteSubject subject, CancellationToken cancel)
    {
        var row = subject.Opportunity;
        var mayWrite = Viewer.Reaches(RecordType.Opportunity, AccessAction.Write, row.OwnerId, row.TeamId, row.RegionId)
            || (Viewer.HasShares && await Db.Opportunities.VisibleTo(Viewer, AccessAction.Write).AnyAsync(other => other.Id == row.Id, cancel));
        return new QuoteRights(
            mayWrite, Viewer.Reaches(RecordType.Opportunity, AccessAction.Approve, row.OwnerId, row.TeamId, row.RegionId), Viewer.May(RecordType.Contract, AccessAction.Create),
            Db.Company.Facts.Quotes.LimitOf(Viewer.Roles), Viewer.PersonId, Viewer.Sees(SensitiveField.Margin), Viewer.Sees(SensitiveField.Amount));
    }
}
