using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Customers.Care;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Care;

/// <summary>What a form says of the task that it is about.</summary>
public sealed record CareSubjectLine(long Id, long CustomerId, string Customer, string? Contact, CareKind Kind, DateOnly OccasionOn, DateOnly DueOn);

/// <summary>A task with the customer and the contact that its verbs change.</summary>
public sealed record LoadedCare(CareTask Task, Customer Customer, Contact? Contact)
{
    public CareSubjectLine Line => new(Task.Id, Customer.Id, Customer.Name, Contact?.Name, Task.Kind, Task.OccasionOn, Task.DueOn);
}

/// <summary>What the ways out of a task share: load it within the right to write, check the version that the person saw, one verb, one save.</summary>
public abstract class CareTaskController(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
{
    protected async Task<IActionResult> AskAsync<TForm>(long id, string view, Func<LoadedCare, TForm> form)
        where TForm : CareForm
    {
        if (await FindAsync(id) is not { } care)
        {
            return NotFound();
        }

        var filled = form(care);
        (filled.Version, filled.Task) = (care.Task.Version, care.Line);
        return View(view, filled);
    }

    protected async Task<IActionResult> CloseAsync<TForm>(long id, string view, TForm form, string said, Action<LoadedCare> verb)
        where TForm : CareForm
    {
        if (await FindAsync(id) is not { } care)
        {
            return NotFound();
        }

        form.Task = care.Line;
        Db.Entry(care.Task).Property(task => task.Version).OriginalValue = form.Version;
        if (!ModelState.IsValid || !await TryAsync(() => SaveAsync(care, verb)))
        {
            return Unprocessable(view, form);
        }

        Say(words[said, care.Customer.Name]);
        return LocalRedirect(Url.IsLocalUrl(form.Back) ? form.Back : "/care");
    }

    private Task SaveAsync(LoadedCare care, Action<LoadedCare> verb)
    {
        verb(care);
        return Db.SaveChangesAsync();
    }

    private async Task<LoadedCare?> FindAsync(long id)
    {
        if (await Db.CareTasks.VisibleTo(Viewer, AccessAction.Write).ForChange().SingleOrDefaultAsync(task => task.Id == id) is not { } task)
        {
            return null;
        }

        var customer = await Db.Customers.VisibleTo(Viewer, AccessAction.Write).SingleAsync(row => row.Id == task.CustomerId);
        return new LoadedCare(task, customer, await Db.Contacts.VisibleTo(Viewer, AccessAction.Write).SingleOrDefaultAsync(row => row.Id == task.ContactId));
    }
}
