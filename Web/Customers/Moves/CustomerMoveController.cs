using AutoMapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Customers.Record;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Moves;

/// <summary>What the moves of one customer share: load it within the right that the move needs, check the version that the person saw, one verb, one save.</summary>
public abstract class CustomerMoveController(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words) : CrmController(db, clock)
{
    protected Words Words { get; } = words;

    /// <summary>The right over the customer that the move needs.</summary>
    protected virtual AccessAction Right => AccessAction.Write;

    protected async Task<IActionResult> AskAsync<TForm>(long id, string view, TForm form)
        where TForm : CustomerMoveForm
    {
        if (await FindAsync(id) is not { } customer)
        {
            return NotFound();
        }

        form.Version = customer.Version;
        await FillAsync(form, customer);
        return View(view, form);
    }

    /// <param name="said">The key of what the next page says; its argument is the customer's name.</param>
    protected async Task<IActionResult> MoveAsync<TForm>(long id, string view, TForm form, string said, Func<Customer, Task> verb)
        where TForm : CustomerMoveForm
    {
        if (await FindAsync(id) is not { } customer)
        {
            return NotFound();
        }

        Db.Entry(customer).Property(c => c.Version).OriginalValue = form.Version;
        try
        {
            if (ModelState.IsValid && await TryAsync(() => DoAsync(customer, verb)))
            {
                Say(Words[said, customer.Name]);
                return LocalRedirect(Url.IsLocalUrl(form.Back) ? form.Back : $"/customers/{id}");
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            return await ChangedMeanwhileAsync(id, view, form);
        }

        await FillAsync(form, customer);
        return Unprocessable(view, form);
    }

    /// <summary>What the form needs to be shown.</summary>
    protected virtual Task FillAsync(CustomerMoveForm form, Customer customer)
    {
        ArgumentNullException.ThrowIfNull(form);
        form.Customer = mapper.Map<CustomerDetail>(customer);
        return Task.CompletedTask;
    }

    protected Task<Customer?> FindAsync(long id) =>
        Db.Customers.VisibleTo(Viewer, Right).ForChange().SingleOrDefaultAsync(customer => customer.Id == id);

    private async Task DoAsync(Customer customer, Func<Customer, Task> verb)
    {
        await verb(customer);
        await Db.SaveChangesAsync();
    }

    /// <summary>Somebody was quicker: what was typed stays, beside the customer as it is now, for the person to look and decide.</summary>
    private async Task<IActionResult> ChangedMeanwhileAsync<TForm>(long id, string view, TForm form)
        where TForm : CustomerMoveForm
    {
        Db.ChangeTracker.Clear();
        if (await FindAsync(id) is not { } customer)
        {
            return NotFound();
        }

        form.Version = customer.Version;
        ModelState.Remove(nameof(form.Version));
        ModelState.AddModelError("", Words["Customers.ChangedMeanwhile", customer.Name]);
        await FillAsync(form, customer);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(view, form);
    }
}
