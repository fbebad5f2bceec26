using AutoMapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;
using SiCrm.Web.Opportunities.Record;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Moves;

/// <summary>What the moves of one opportunity share.</summary>
public abstract class OpportunityMoveController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : MoveController<Opportunity, OpportunityMoveForm>(db, clock, words)
{
    protected StageScheme Stages => Db.Company.Facts.Stages;

    /// <param name="read">What the form says at first.</param>
    protected Task<IActionResult> AskAsync<TForm>(long id, string view, TForm form, Action<Opportunity> read)
        where TForm : OpportunityMoveForm => AskAsync(id, view, form, opportunity =>
        {
            read(opportunity);
            return Task.CompletedTask;
        });

    protected override Task<Opportunity?> FindAsync(long id) => Db.Opportunities.VisibleTo(Viewer, Right).ForChange().SingleOrDefaultAsync(row => row.Id == id);

    protected override string NameOf(Opportunity record) => record?.Number ?? "";

    protected override string ChangedMeanwhile(Opportunity record) => Words["Opportunities.ChangedMeanwhile", NameOf(record)];

    protected override Task FillAsync(OpportunityMoveForm form, Opportunity record)
    {
        ArgumentNullException.ThrowIfNull(form);
        form.Opportunity = DetailOf(record);
        return Task.CompletedTask;
    }

    protected OpportunityDetail DetailOf(Opportunity record) => OpportunityDetail.Of(mapper, record, Viewer);

    /// <summary>Who gave it away may not see it any more.</summary>
    protected override async Task<string> AfterAsync(long id) =>
        await Db.Opportunities.VisibleTo(Viewer).AnyAsync(row => row.Id == id) ? $"/opportunities/{id}" : "/opportunities";
}
