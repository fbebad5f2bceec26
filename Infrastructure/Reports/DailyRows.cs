using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Infrastructure.Reports;

/// <summary>What the daily list reads of a lead.</summary>
internal static class DailyRows
{
    public static IQueryable<LeadEvent> Triages(CrmDbContext db) =>
        db.LeadEvents.Where(row => row.Kind == LeadEventKind.Qualified || row.Kind == LeadEventKind.Disqualified);

    public static IQueryable<LeadEvent> Assignments(CrmDbContext db) => db.LeadEvents.Where(row => row.Kind == LeadEventKind.Assigned);

    /// <summary>Each lead beside its first decision and its first assignment, joined by their keys so that no event is passed over.</summary>
    private static IQueryable<DecidedLead> Decided(CrmDbContext db, IQueryable<Lead> leads) =>
        from lead in leads
        join row in db.LeadEvents
            on Triages(db).Where(row => row.LeadId == lead.Id).OrderBy(row => row.Seq).Select(row => (long?)row.Id).FirstOrDefault() equals row.Id
            into triages
        from triage in triages.DefaultIfEmpty()
        join row in db.LeadEvents
            on Assignments(db).Where(row => row.LeadId == lead.Id).OrderBy(row => row.Seq).Select(row => (long?)row.Id).FirstOrDefault() equals row.Id
            into assignments
        from assignment in assignments.DefaultIfEmpty()
        select new DecidedLead { Lead = lead, Triage = triage, Assignment = assignment };

    public static IQueryable<DailyFact> Facts(CrmDbContext db, Viewer viewer, IQueryable<Lead> leads)
    {
        var seesAmount = viewer.Sees(SensitiveField.Amount);
        return Decided(db, leads).Select(x => new DailyFact(
            x.Lead.Channel, x.Lead.RegionId, x.Lead.Products, seesAmount ? x.Lead.Amount : null, x.Lead.CapturedAt,
            x.Triage == null ? null : x.Triage.Kind, x.Triage == null ? null : x.Triage.At, x.Triage == null ? null : x.Triage.Reason,
            x.Assignment == null ? null : x.Assignment.At));
    }

    public static IQueryable<DailyLead> Of(CrmDbContext db, Viewer viewer, IQueryable<Lead> leads)
    {
        var (visible, seesAmount) = (db.Leads.VisibleTo(viewer), viewer.Sees(SensitiveField.Amount));
        return Decided(db, leads).Select(x => new DailyLead
        {
            Id = x.Lead.Id, Number = x.Lead.Number, CapturedAt = x.Lead.CapturedAt, Channel = x.Lead.Channel, Campaign = x.Lead.Campaign,
            Company = x.Lead.Company, Contact = x.Lead.ContactName, Industry = x.Lead.Industry, Need = x.Lead.Need, Amount = seesAmount ? x.Lead.Amount : null,
            ExpectedOn = x.Lead.ExpectedOn, Status = x.Lead.Status, DueAt = x.Lead.ReclaimDueAt,
            Region = db.Regions.Where(region => region.Id == x.Lead.RegionId).Select(region => region.Name).FirstOrDefault(),
            Owner = db.People.Where(person => person.Id == x.Lead.OwnerId).Select(person => person.Name).FirstOrDefault(),
            Team = db.Teams.Where(team => team.Id == x.Lead.TeamId).Select(team => team.Name).FirstOrDefault(),
            EarlierLead = x.Lead.CompanyKey == "" ? null : visible
                .Where(other => other.CompanyKey == x.Lead.CompanyKey && other.CapturedAt < x.Lead.CapturedAt)
                .OrderBy(other => other.Id).Select(other => other.Number).FirstOrDefault(),
            CustomerOwner = db.Customers.Where(customer => customer.NameKey == x.Lead.CompanyKey && customer.NameKey != "")
                .OrderBy(customer => customer.Id)
                .Select(customer => db.People.Where(person => person.Id == customer.OwnerId).Select(person => person.Name).FirstOrDefault())
                .FirstOrDefault(),
            Triage = x.Triage == null ? null : x.Triage.Kind,
            TriagedAt = x.Triage == null ? null : x.Triage.At,
            TriageReason = x.Triage == null ? null : x.Triage.Reason,
            TriagedBy = db.People.Where(person => x.Triage != null && person.Id == x.Triage.ActorId).Select(person => person.Name).FirstOrDefault(),
            AssignedAt = x.Assignment == null ? null : x.Assignment.At,
            AssignedTo = db.People.Where(person => x.Assignment != null && person.Id == x.Assignment.ToOwnerId)
                .Select(person => person.Name).FirstOrDefault(),
        });
    }

    private sealed class DecidedLead
    {
        public required Lead Lead { get; init; }

        public LeadEvent? Triage { get; init; }

        public LeadEvent? Assignment { get; init; }
    }
}
