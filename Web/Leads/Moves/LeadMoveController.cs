using AutoMapper;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Leads.Record;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>What the moves of one lead share.</summary>
public abstract class LeadMoveController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : MoveController<Lead, LeadMoveForm>(db, clock, words)
{
    protected abstract override AccessAction Right { get; }

    protected override Task<Lead?> FindAsync(long id) => Db.Leads.VisibleTo(Viewer, Right).ForChange().SingleOrDefaultAsync(lead => lead.Id == id);

    protected override string NameOf(Lead record) => record?.Number ?? "";

    protected override string ChangedMeanwhile(Lead record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Words["Leads.ChangedMeanwhile", record.Number, record.Status];
    }

    protected override Task FillAsync(LeadMoveForm form, Lead record)
    {
        ArgumentNullException.ThrowIfNull(form);
        form.Lead = LeadDetail.Of(mapper, record, Viewer);
        return Task.CompletedTask;
    }

    /// <summary>Who gave a lead away may not see it any more.</summary>
    protected override async Task<string> AfterAsync(long id) =>
        await Db.Leads.VisibleTo(Viewer).AnyAsync(lead => lead.Id == id) ? $"/leads/{id}" : "/my/leads";
}
