using Bogus;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What the gates of the demonstration's opportunities left behind.</summary>
internal sealed class DemoGates
{
    public List<Qualification> Qualifications { get; } = [];

    public List<Initiation> Initiations { get; } = [];

    public List<(Initiation Application, PresalesEntry Entry)> Entries { get; } = [];

    /// <summary>Of its own, so that what happens at the gates changes nothing else of the story.</summary>
    public Randomizer Chance { get; } = new(20_261);

    /// <summary>The opportunities are in the database already.</summary>
    public async Task KeepAsync(CrmDbContext db, CancellationToken cancel)
    {
        await db.InsertInBulkAsync(Qualifications, cancel);
        await db.InsertInBulkAsync(Initiations, cancel);
        foreach (var (application, row) in Entries)
        {
            db.Entry(row).Property(one => one.OpportunityId).CurrentValue = application.OpportunityId;
            db.Entry(row).Property(one => one.InitiationId).CurrentValue = application.Id;
        }

        await db.InsertInBulkAsync(Entries.ConvertAll(pair => pair.Entry), cancel);
    }
}
