using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;

namespace SiCrm.Infrastructure.Access;

/// <summary>A person changes team and his open leads go along, each with its event, in one transaction.</summary>
public static class PersonMoves
{
    private const int Chunk = 500;

    /// <summary>Inside <see cref="CrmDbContext.WriteAsync{T}"/>, after the person is saved; says how many leads followed.</summary>
    public static async Task<int> FollowOwnerAsync(this CrmDbContext db, Person owner, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(owner);
        var followed = 0;
        while (true)
        {
            db.ChangeTracker.Clear();
            var leads = await db.Leads.VisibleTo(Viewer.Program).Open().ForChange()
                .Where(lead => lead.OwnerId == owner.Id && lead.TeamId != owner.TeamId)
                .OrderBy(lead => lead.Id).Take(Chunk).ToListAsync(cancel);
            if (leads.Count == 0)
            {
                return followed;
            }

            foreach (var lead in leads)
            {
                lead.FollowOwner(owner, stamp);
            }

            await db.SaveChangesAsync(cancel);
            followed += leads.Count;
        }
    }
}
