using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>What the pages at the gates of one opportunity share: load it within the right that is needed.</summary>
public abstract class GateController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    protected Words Words { get; } = words;

    protected Organisation Organisation { get; } = organisation;

    /// <summary>To look at.</summary>
    protected Task<Opportunity?> ReadAsync(long id, CancellationToken cancel) => Db.Opportunities.AsNoTracking().VisibleTo(Viewer)
        .Include(row => row.Customer).Include(row => row.Members).AsSplitQuery().SingleOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>To change.</summary>
    protected Task<Opportunity?> FindAsync(long id, AccessAction right, CancellationToken cancel) =>
        Db.Opportunities.VisibleTo(Viewer, right).ForChange().SingleOrDefaultAsync(row => row.Id == id, cancel);

    protected Task<bool> MayAsync(long id, AccessAction right, CancellationToken cancel) =>
        Db.Opportunities.VisibleTo(Viewer, right).AnyAsync(row => row.Id == id, cancel);

    protected bool Sees(SensitiveField field) => Viewer.Sees(field);
}
