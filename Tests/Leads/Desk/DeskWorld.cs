using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads.Desk;

/// <summary>What the desk's tests do often with a world.</summary>
public static class DeskWorld
{
    public static Viewer As(Person person) => new(
        person.Id, person.Name, [.. person.Roles], person.TeamId, person.RegionId, AccessMatrix.Default);

    public static async Task<Viewer> ViewerAsync(this World world, string name) => As(await world.PersonAsync(name));

    public static async Task<Stamp> StampAsync(this World world, string name) => world.By(await world.PersonAsync(name));

    /// <summary>Lets days pass, company time standing at ten in the morning.</summary>
    public static void PassDays(this World world, double days) => world.Clock.Pass(TimeSpan.FromDays(days));

    public static async Task SetPersonAsync(this World world, string name, Action<Person> change)
    {
        await using var db = world.Open();
        change(await db.People.SingleAsync(person => person.Name == name));
        await db.SaveChangesAsync();
    }

    public static async Task<Lead> ChangeAsync(this World world, Lead lead, Action<Lead, CrmDbContext> change)
    {
        await using var db = world.Open();
        var loaded = await db.Leads.Include(l => l.History).SingleAsync(l => l.Id == lead.Id);
        change(loaded, db);
        await db.SaveChangesAsync();
        return loaded;
    }
}
