using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Shares;

/// <summary>共享: who sees or changes a record beyond his scope; the record's team 团队成员 is among them.</summary>
[Authorize(Policies.SignedIn)]
[Route("{records:regex(^(leads|customers|opportunities)$)}/{id:long}/shares")]
public sealed class SharesController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words) : CrmController(db, clock)
{
    private const int Most = 200;

    [HttpGet("")]
    public async Task<IActionResult> Index(string records, long id, CancellationToken cancel) =>
        await FindAsync(records, id, cancel) is { } record ? View("Shares", await PageAsync(record, new ShareForm(), cancel)) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Create(string records, long id, [Bind(Prefix = "Form")] ShareForm form, CancellationToken cancel)
    {
        if (await FindAsync(records, id, cancel) is not { } record)
        {
            return NotFound();
        }

        var person = ModelState.IsValid ? await ColleagueAsync(form, cancel) : null;
        if (person is null || !await TryAsync(() => Db.ShareAsync(record, person, Viewer, form.Terms(Today), ByViewer)))
        {
            return Unprocessable("Shares", await PageAsync(record, form, cancel));
        }

        Say(words["Access.Shares.Added", record.Name, person.Name]);
        return LocalRedirect($"/{records}/{id}/shares");
    }

    [HttpPost("{shareId:long}/end")]
    public async Task<IActionResult> End(string records, long id, long shareId, CancellationToken cancel)
    {
        if (await FindAsync(records, id, cancel) is not { } record
            || await Db.RecordShares.SingleOrDefaultAsync(s => s.Id == shareId && s.Type == record.Type && s.RecordId == id, cancel) is not { } share
            || !Viewer.MayEnd(record, share))
        {
            return NotFound();
        }

        await Db.EndShareAsync(share, ByViewer);
        Say(words["Access.Shares.Ended"]);
        return LocalRedirect($"/{records}/{id}/shares");
    }

    private Task<SharedRecord?> FindAsync(string records, long id, CancellationToken cancel) =>
        Db.SharedRecordAsync(Viewer, SharesPage.TypeOf(records), id, cancel);

    /// <summary>By name or mail address, as people know each other.</summary>
    private async Task<Person?> ColleagueAsync(ShareForm form, CancellationToken cancel)
    {
        var who = form.Colleague?.Trim() ?? "";
        var found = await Db.People.AsNoTracking().Where(person => person.Name == who || person.Email == who).OrderBy(person => person.Id).Take(2).ToListAsync(cancel);
        if (found is [var one])
        {
            return one;
        }

        ModelState.AddModelError("Form.Colleague", words[found.Count == 0 ? "Access.Shares.Nobody" : "Access.Shares.Several", who]);
        return null;
    }

    private async Task<SharesPage> PageAsync(SharedRecord record, ShareForm form, CancellationToken cancel)
    {
        var shares = await Db.SharesOfAsync(record, Most, cancel);
        return new SharesPage(record, form, shares, await organisation.ReadAsync(Db, shares.Select(share => (long?)share.PersonId), cancel), Viewer, Today);
    }
}
