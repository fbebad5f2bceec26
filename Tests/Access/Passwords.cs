using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

/// <summary>People of the world who sign in as in life: by password, with the cookie.</summary>
public static class Passwords
{
    public const string Good = "harvest violin 77 north";

    public static async Task<string> GivePasswordAsync(this World world, string personName, string password = Good)
    {
        await using var scope = world.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var person = await scope.ServiceProvider.GetRequiredService<CrmDbContext>().People.SingleAsync(p => p.Name == personName);
        var account = await users.FindByEmailAsync(person.Email ?? "") ?? throw new InvalidOperationException(personName);
        var result = await users.AddPasswordAsync(account, password);
        Assert.True(result.Succeeded, string.Join(' ', result.Errors.Select(error => error.Description)));
        return person.Email ?? "";
    }

    public static async Task<Page> SignInAsync(this Visitor visitor, string email, string password = Good, string back = "")
    {
        var page = await visitor.GetAsync("/sign-in" + back);
        return await visitor.SendAsync(page, "form[action='/sign-in']", ("Form.Email", email), ("Form.Password", password));
    }

    /// <summary>A browser that is signed in by the cookie.</summary>
    public static async Task<Visitor> SignedInAsync(this World world, string personName)
    {
        var email = await world.GivePasswordAsync(personName);
        var visitor = world.Visit();
        var page = await visitor.SignInAsync(email);
        Assert.Equal(System.Net.HttpStatusCode.Redirect, page.Status);
        return visitor;
    }

    public static async Task<bool> IsSignedInAsync(this Visitor visitor) =>
        (await visitor.GetAsync("/me")).Status == System.Net.HttpStatusCode.OK;
}
