using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>What everything that is done with a sheet begins with: the person in the viewer's reach, and the period.</summary>
public abstract class SheetControllerBase(CrmDbContext db, AppraisalCache cache, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    protected Words Words { get; } = words;

    protected AppraisalCache Cache { get; } = cache;

    /// <summary>Null where the viewer has no such sheet to do that with.</summary>
    protected async Task<(Colleague Person, OrganisationFacts Names)?> PersonAsync(long id, AccessAction action, CancellationToken cancel)
    {
        var names = await organisation.ReadAsync(Db, [id], cancel);
        return names.People.TryGetValue(id, out var person) && Viewer.SeesSheetOf(person, action) ? (person, names) : null;
    }

    protected FiscalSpan PeriodOf(string? period) => this.PeriodOf(period, Db.Company.Settings, Today, Words);

    protected async Task<SheetPage?> PageAsync(
        long id, string? period, IReadOnlyCollection<SheetFactKind>? behind, CancellationToken cancel, ClosingForm? closing = null, AppealForm? appeal = null, bool isLive = false)
    {
        if (await PersonAsync(id, AccessAction.Read, cancel) is not var (person, names))
        {
            return null;
        }

        var span = PeriodOf(period);
        var sheet = await Db.SheetAsync(Cache, person, span, names, Today, behind, isLive, cancel);
        return new SheetPage(sheet, person, span, names, Viewer, ByViewer, closing ?? new ClosingForm(), appeal ?? new AppealForm());
    }
}
