using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access;

/// <summary>Makes the first administrator; there is no such page once he exists.</summary>
[Route("set-up")]
[AllowAnonymous]
public sealed class SetUpController(CrmDbContext db, TimeProvider clock, UserManager<Account> accounts, SignIns signIns, Words words)
    : CrmController(db, clock)
{
    [HttpGet]
    public async Task<IActionResult> New(string? token) =>
        await Db.AcceptsSetUpAsync(token) ? View("SetUp", new SetUpForm { Token = token ?? "" }) : NotFound();

    [HttpPost]
    public async Task<IActionResult> Create(SetUpForm form)
    {
        if (!await Db.AcceptsSetUpAsync(form.Token))
        {
            return NotFound();
        }

        if (!ModelState.IsValid || await AppointAsync(form) is not { } account)
        {
            return Unprocessable("SetUp", form);
        }

        await signIns.BeginAsync(account, HttpContext, SignInWay.Password);
        Say(words["Access.SetUp.Done", form.Name]);
        return LocalRedirect("/");
    }

    /// <summary>Null with the reasons in the model state. Of several at once only one finds no administrator yet.</summary>
    private Task<Account?> AppointAsync(SetUpForm form) => Db.WriteAsync(async () =>
    {
        var account = new Account { UserName = form.Email, Email = form.Email };
        foreach (var validator in accounts.PasswordValidators)
        {
            ModelState.Take(nameof(form.Password), await validator.ValidateAsync(accounts, account, form.Password));
        }

        if (!ModelState.IsValid)
        {
            return null;
        }

        if (!await Db.TakeSetUpAsync(form.Token))
        {
            ModelState.AddModelError("", words["Access.SetUp.Late"]);
            return null;
        }

        var person = new Person(form.Name, form.Email, null, null, Today, Role.Administrator);
        Db.People.Add(person);
        await Db.SaveChangesAsync();
        account = new Account { PersonId = person.Id, UserName = form.Email, Email = form.Email };
        (await accounts.CreateAsync(account, form.Password)).OrThrow();
        return account;
    });
}
