using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Web.Shared;

/// <summary>What every form about one record brings: the version that the person saw, and where he came from.</summary>
public abstract class MoveForm
{
    public int Version { get; set; }

    /// <summary>A list of ours to return to; null for the record's page.</summary>
    [StringLength(2000)]
    public string? Back { get; set; }
}

/// <summary>What the moves of one record share: load it within the right that the move needs, check the version that the person saw, one verb, one save.</summary>
/// <typeparam name="TRecord">What is moved.</typeparam>
/// <typeparam name="TForms">The forms about such a record.</typeparam>
public abstract class MoveController<TRecord, TForms>(CrmDbContext db, TimeProvider clock, Words words) : CrmController(db, clock)
    where TRecord : class
    where TForms : MoveForm
{
    private const string Version = nameof(MoveForm.Version);

    protected Words Words { get; } = words;

    /// <summary>The right over the record that the move needs.</summary>
    protected virtual AccessAction Right => AccessAction.Write;

    /// <param name="fill">What the form says at first.</param>
    protected async Task<IActionResult> AskAsync<TForm>(long id, string view, TForm form, Func<TRecord, Task>? fill = null)
        where TForm : TForms
    {
        ArgumentNullException.ThrowIfNull(form);
        if (await FindAsync(id) is not { } record)
        {
            return NotFound();
        }

        form.Version = VersionOf(record);
        await FillAsync(form, record, fill);
        return View(view, form);
    }

    /// <param name="verb">What happens to the record.</param>
    /// <param name="said">The key of what the next page says; its argument is the record's name.</param>
    /// <param name="fill">What the form needs to be shown again.</param>
    protected async Task<IActionResult> MoveAsync<TForm>(
        long id, string view, TForm form, string said, Func<TRecord, Task> verb, Func<TRecord, Task>? fill = null)
        where TForm : TForms
    {
        ArgumentNullException.ThrowIfNull(form);
        if (await FindAsync(id) is not { } record)
        {
            return NotFound();
        }

        Db.Entry(record).Property(Version).OriginalValue = form.Version;
        try
        {
            if (ModelState.IsValid && await TryAsync(() => DoAsync(record, verb)) && ModelState.IsValid)
            {
                Say(Words[said, NameOf(record)]);
                return LocalRedirect(Url.IsLocalUrl(form.Back) ? form.Back : await AfterAsync(id));
            }
        }
        catch (DbUpdateConcurrencyException)
        {
            return await ChangedMeanwhileAsync(id, view, form, fill);
        }

        await FillAsync(form, record, fill);
        return Unprocessable(view, form);
    }

    protected Task<IActionResult> MoveAsync<TForm>(long id, string view, TForm form, string said, Action<TRecord> verb)
        where TForm : TForms => MoveAsync(id, view, form, said, record =>
        {
            verb(record);
            return Task.CompletedTask;
        });

    /// <summary>The record within <see cref="Right"/>, with all that its verbs need.</summary>
    protected abstract Task<TRecord?> FindAsync(long id);

    /// <summary>As the next page calls it.</summary>
    protected abstract string NameOf(TRecord record);

    /// <summary>What is said when somebody was quicker.</summary>
    protected abstract string ChangedMeanwhile(TRecord record);

    /// <summary>What the form needs to be shown.</summary>
    protected abstract Task FillAsync(TForms form, TRecord record);

    /// <summary>Where it goes on for who came from nowhere.</summary>
    protected abstract Task<string> AfterAsync(long id);

    private int VersionOf(TRecord record) => Db.Entry(record).Property<int>(Version).CurrentValue;

    private async Task FillAsync(TForms form, TRecord record, Func<TRecord, Task>? fill)
    {
        await (fill?.Invoke(record) ?? Task.CompletedTask);
        await FillAsync(form, record);
    }

    private async Task DoAsync(TRecord record, Func<TRecord, Task> verb)
    {
        await verb(record);
        if (ModelState.IsValid)
        {
            await Db.SaveChangesAsync();
        }
    }

    /// <summary>Somebody was quicker: what was typed stays, beside the record as it is now, for the person to look and decide.</summary>
    private async Task<IActionResult> ChangedMeanwhileAsync<TForm>(long id, string view, TForm form, Func<TRecord, Task>? fill)
        where TForm : TForms
    {
        Db.ChangeTracker.Clear();
        if (await FindAsync(id) is not { } record)
        {
            return NotFound();
        }

        form.Version = VersionOf(record);
        ModelState.Remove(Version);
        ModelState.AddModelError("", ChangedMeanwhile(record));
        await FillAsync(form, record, fill);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View(view, form);
    }
}
