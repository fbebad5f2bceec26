using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Access;
using SiCrm.Web.Shared;
using Projection = AutoMapper.IConfigurationProvider;

namespace SiCrm.Web.Opportunities.Record;

/// <summary>What every tab of an opportunity's page begins with: the opportunity in the viewer's reach, and its head.</summary>
public abstract class OpportunityPageController(CrmDbContext db, TimeProvider clock, Projection mapping, Organisation organisation) : CrmController(db, clock)
{
    protected async Task<OpportunityHead?> HeadAsync(long id, CancellationToken cancel)
    {
        var detail = await Db.Opportunities.AsNoTracking().VisibleTo(Viewer).Where(row => row.Id == id)
            .ProjectFor<OpportunityDetail>(mapping, Viewer).SingleOrDefaultAsync(cancel);
        if (detail is null)
        {
            return null;
        }

        var names = await organisation.ReadAsync(Db, [detail.OwnerId], cancel);
        return new OpportunityHead(detail, Db.Company.Facts.Stages, Db.Company.PeriodOf(Now), names, Viewer, ByViewer)
        {
            IsSharedToWrite = Viewer.HasShares && await Db.Opportunities.VisibleTo(Viewer, AccessAction.Write).AnyAsync(row => row.Id == id, cancel),
        };
    }
}
