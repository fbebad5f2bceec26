using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Leads;

/// <summary>What two leads have in common.</summary>
public enum LeadLikeness
{
    Phone,
    Company,
    MailDomain,
}

/// <summary>A lead that may be the same one. Outside the viewer's scope nothing is told of it but that it is there and whose it is.</summary>
public sealed record LeadHit(
    long? Id, string? Number, string? Company, string? ContactName, LeadStatus? Status, DateTime? CapturedAt, long? OwnerId, LeadLikeness By)
{
    public bool IsVisible => Id is not null;
}

/// <summary>Possible duplicates by telephone digits, company without its legal form, and mail domain; each by its index.</summary>
public static class DuplicateLeads
{
    private const int MostPerKey = 4;

    /// <summary>Shorter beginnings of a company's name say nothing: two Chinese characters, or four others.</summary>
    private const int LeastLatin = 4;

    public static async Task<IReadOnlyList<LeadHit>> DuplicatesOfAsync(
        this CrmDbContext db, Viewer viewer, string? company, string? phone, string? email, long? except = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        var (companyKey, phoneKey, domain) = (NameKey.OfCompany(company), NameKey.OfPhone(phone), NameKey.OfMailDomain(email));
        var others = db.Leads.AsNoTracking().Where(lead => lead.Id != except && lead.ArchivedAt == null);
        var visible = db.Leads.VisibleTo(viewer);
        var hits = new List<LeadHit>();
        if (phoneKey.Length > 0 && viewer.Sees(SensitiveField.PersonalPhone))
        {
            await AddAsync(others.Where(lead => lead.PhoneKey == phoneKey).OrderByDescending(lead => lead.Id), LeadLikeness.Phone);
        }

        if (companyKey.Any(c => c > '\u2E7F') ? companyKey.Length > 1 : companyKey.Length >= LeastLatin)
        {
            var end = companyKey + '\uFFFF';
            await AddAsync(
                others.Where(lead => lead.CompanyKey.CompareTo(companyKey) >= 0 && lead.CompanyKey.CompareTo(end) < 0)
                    .OrderBy(lead => lead.CompanyKey), LeadLikeness.Company);
        }

        if (domain.Length > 0)
        {
            await AddAsync(others.Where(lead => lead.MailDomain == domain).OrderByDescending(lead => lead.Id), LeadLikeness.MailDomain);
        }

        return [.. hits.DistinctBy(hit => (hit.Id, hit.Id is null ? hit.OwnerId : null, hit.Id is null ? hit.By : default))];

        async Task AddAsync(IQueryable<Lead> leads, LeadLikeness by) => hits.AddRange((await leads.Take(MostPerKey)
            .Select(lead => new
            {
                lead.Id, lead.Number, lead.Company, lead.ContactName, lead.Status, lead.CapturedAt, lead.OwnerId,
                IsVisible = visible.Any(row => row.Id == lead.Id),
            })
            .ToListAsync(cancel))
            .Select(lead => lead.IsVisible
                ? new LeadHit(lead.Id, lead.Number, lead.Company, lead.ContactName, lead.Status, lead.CapturedAt, lead.OwnerId, by)
                : new LeadHit(null, null, null, null, null, null, lead.OwnerId, by)));
    }
}
