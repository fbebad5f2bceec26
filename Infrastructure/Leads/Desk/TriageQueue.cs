using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Leads.Desk;

/// <summary>One line of the triage queue.</summary>
public sealed record TriageRow(long Id, string Number, string Company, LeadChannel Channel, long? RegionId, DateTime CapturedAt);

/// <summary>A new lead as whoever decides on it reads it.</summary>
public sealed record TriageLead(
    long Id, string Number, string Company, string CompanyKey, string? ContactName, string? Phone, string PhoneKey, string? Email, string MailDomain,
    LeadChannel Channel, string? Campaign, long? RegionId, string? Industry, string? Need, string? Products, Money? Amount, DateOnly? ExpectedOn,
    DateTime CapturedAt, int Version);

/// <summary>Another lead that may be the same: by company, phone or mail domain.</summary>
public sealed record TriageTwin(long Id, string Number, string Company, LeadStatus Status, long? OwnerId, DateTime CapturedAt);

/// <summary>待认定: new leads, those first that have waited longest.</summary>
public static class TriageQueue
{
    private const int TwinsOfAKind = 4;

    private static readonly KeysetOrder<Lead, TriageRow> LongestWaiting = new(
        row => row.Id, new KeysetLeg<Lead, TriageRow, DateTime>(lead => lead.CapturedAt, row => row.CapturedAt));

    public static Task<KeysetPage<TriageRow>> TriageAsync(
        this CrmDbContext db, Viewer viewer, KeysetCursor? cursor, int size, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return LongestWaiting.PageAsync(db.NewLeads(viewer), rows => rows.Select(lead => new TriageRow(
            lead.Id, lead.Number, lead.Company, lead.Channel, lead.RegionId, lead.CapturedAt)), descending: false, cursor, size, cancel);
    }

    /// <summary>Null when the lead is not in the viewer's queue.</summary>
    public static Task<TriageLead?> TriageLeadAsync(this CrmDbContext db, Viewer viewer, long id, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        var (seesAmount, seesPhone) = (viewer.Sees(SensitiveField.Amount), viewer.Sees(SensitiveField.PersonalPhone));
        return db.NewLeads(viewer).Where(lead => lead.Id == id).Select(lead => new TriageLead(
            lead.Id, lead.Number, lead.Company, lead.CompanyKey, lead.ContactName, seesPhone ? lead.Phone : null, seesPhone ? lead.PhoneKey : "", lead.Email, lead.MailDomain,
            lead.Channel, lead.Campaign, lead.RegionId, lead.Industry, lead.Need, lead.Products, seesAmount ? lead.Amount : null, lead.ExpectedOn, lead.CapturedAt,
            lead.Version)).SingleOrDefaultAsync(cancel);
    }

    /// <summary>A few leads that share a key with this one, the newest first; each key is a short walk of its index.</summary>
    public static async Task<IReadOnlyList<TriageTwin>> TwinsAsync(
        this CrmDbContext db, Viewer viewer, TriageLead lead, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(lead);
        var others = db.Leads.AsNoTracking().VisibleTo(viewer).Where(other => other.Id != lead.Id);
        IQueryable<Lead>[] kinds =
        [
            Newest(others.Where(other => lead.CompanyKey != "" && other.CompanyKey == lead.CompanyKey)),
            Newest(others.Where(other => lead.PhoneKey != "" && other.PhoneKey == lead.PhoneKey)),
            Newest(others.Where(other => lead.MailDomain != "" && other.MailDomain == lead.MailDomain)),
        ];
        var found = await kinds.Aggregate((a, b) => a.Concat(b)).Select(other => new TriageTwin(
            other.Id, other.Number, other.Company, other.Status, other.OwnerId, other.CapturedAt)).ToListAsync(cancel);
        return [.. found.DistinctBy(twin => twin.Id).OrderByDescending(twin => twin.Id)];
    }

    private static IQueryable<Lead> NewLeads(this CrmDbContext db, Viewer viewer) =>
        db.Leads.AsNoTracking().VisibleTo(viewer, AccessAction.Assign).Where(lead => lead.Status == LeadStatus.New && lead.ArchivedAt == null);

    private static IQueryable<Lead> Newest(IQueryable<Lead> leads) => leads.OrderByDescending(lead => lead.Id).Take(TwinsOfAKind);
}
