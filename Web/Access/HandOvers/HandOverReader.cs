using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Access.HandOvers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Access.HandOvers;

/// <summary>Reads what the pages of hand-overs show.</summary>
public sealed class HandOverReader(CrmDbContext db, Organisation organisation)
{
    private const int PageSize = 100;
    private const int MostChoices = 500;

    public async Task<HandOverPage> PageAsync(HandOver handOver, Viewer viewer, long after, HandOverConfirmationForm form, Stamp now, CancellationToken cancel)
    {
        var all = db.Set<HandOverRow>().AsNoTracking().Where(row => row.HandOverId == handOver.Id);
        var rows = await all.Where(row => row.Id > after).OrderBy(row => row.Id).Take(PageSize + 1).ToListAsync(cancel);
        var sums = await all.GroupBy(row => new { row.ToId, row.Type })
            .Select(group => new { group.Key.ToId, group.Key.Type, Count = group.Count(), Amount = group.Sum(row => (long)(object)row.Amount) }).ToListAsync(cancel);
        var shares = sums.GroupBy(row => row.ToId).Select(group => new HandOverShare(
            group.Key, group.Where(row => row.Type == HandedType.Customer).Sum(row => row.Count),
            group.Where(row => row.Type == HandedType.Lead).Sum(row => row.Count),
            group.Where(row => row.Type == HandedType.Opportunity).Sum(row => row.Count), group.Where(row => row.Type == HandedType.Contract).Sum(row => row.Count), new Money(group.Sum(row => row.Amount)))).ToList();
        var successors = handOver.State == HandOverState.Draft ? await db.SuccessorsAsync(viewer, handOver.Criteria with { ToIds = [] }, now.Today, cancel) : [];
        var names = await organisation.ReadAsync(db, shares.Select(share => (long?)share.ToId).Append(handOver.Criteria.FromId), cancel);
        return new HandOverPage(handOver, shares, [.. rows.Take(PageSize)], rows.Count > PageSize ? rows[PageSize - 1].Id : null, after == 0,
            successors, names, form, now);
    }

    public async Task<HandOverFormPage> FormAsync(HandOverForm form, Viewer viewer, DateOnly today, CancellationToken cancel)
    {
        var givers = await db.People.AsNoTracking().IgnoreAutoIncludes().InHandOverReach(viewer).OrderBy(person => person.Name).Take(MostChoices)
            .Select(person => new { person.Id, person.Name }).ToListAsync(cancel);
        var takers = await db.People.AsNoTracking().IgnoreAutoIncludes().MayTakeOver(viewer, today).Where(person => person.Id != form.FromId).OrderBy(person => person.Name).Take(MostChoices)
            .Select(person => new { person.Id, person.Name }).ToListAsync(cancel);
        var schemes = await db.HandOverSchemes.AsNoTracking().Where(scheme => scheme.OwnerId == viewer.PersonId).OrderBy(scheme => scheme.Name)
            .Take(MostChoices).ToListAsync(cancel);
        return new HandOverFormPage(form, givers.ConvertAll(row => (row.Id, row.Name)), takers.ConvertAll(row => (row.Id, row.Name)),
            await organisation.ReadAsync(db, cancel), db.Company.Facts.Categories, schemes)
        {
            Chosen = await ChosenAsync(form.CustomerIds, viewer, cancel),
        };
    }

    private async Task<IReadOnlyList<(long, string)>> ChosenAsync(IReadOnlyList<long> ids, Viewer viewer, CancellationToken cancel)
    {
        var rows = ids.Count == 0 ? [] : await db.Customers.AsNoTracking().VisibleTo(viewer, AccessAction.Assign).Kept().Where(customer => ids.Contains(customer.Id))
            .OrderBy(customer => customer.NameKey).ThenBy(customer => customer.Id).Take(MostChoices).Select(customer => new { customer.Id, customer.Name }).ToListAsync(cancel);
        return rows.ConvertAll(row => (row.Id, row.Name));
    }
}
