using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Imports;

/// <summary>The people and regions that an import made: gone with it, unless something else has come to need them.</summary>
internal sealed class ImportMade(CrmDbContext db)
{
    public async Task RemoveAsync(Import import, CancellationToken cancel)
    {
        var people = await IdsAsync(import, ImportNoteKind.PersonCreated, cancel);
        await db.People.Where(person => EF.Parameter(people).Contains(person.Id) && person.ActiveFrom == null
            && !db.Users.Any(account => account.PersonId == person.Id)
            && !db.People.Any(other => other.ManagerId == person.Id)
            && !db.Leads.Any(lead => lead.OwnerId == person.Id || lead.CapturedById == person.Id)
            && !db.LeadEvents.Any(row => row.ToOwnerId == person.Id || row.FromOwnerId == person.Id || row.ActorId == person.Id)
            && !db.Customers.Any(customer => customer.OwnerId == person.Id || customer.CreatedById == person.Id)
            && !db.Contacts.Any(contact => contact.OwnerId == person.Id || contact.CreatedById == person.Id)
            && !db.CustomerEvents.Any(row => row.ToOwnerId == person.Id || row.FromOwnerId == person.Id || row.ActorId == person.Id))
            .ExecuteDeleteAsync(cancel);
        var regions = await IdsAsync(import, ImportNoteKind.RegionCreated, cancel);
        await db.Regions.Where(region => EF.Parameter(regions).Contains(region.Id)
            && !db.People.Any(person => person.RegionId == region.Id)
            && !db.Teams.Any(team => team.RegionId == region.Id)
            && !db.Leads.Any(lead => lead.RegionId == region.Id)
            && !db.Customers.Any(customer => customer.RegionId == region.Id))
            .ExecuteDeleteAsync(cancel);
    }

    private async Task<List<long>> IdsAsync(Import import, ImportNoteKind kind, CancellationToken cancel) =>
        (await db.NotesOf(import, kind).Select(note => note.SubjectId).ToListAsync(cancel)).OfType<long>().ToList();
}
