using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.Covers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Access.Covers;

/// <summary>A cover that is not over yet, as every request needs it.</summary>
public sealed record CoverSpan(long DeputyId, DateOnly From, Covering Covering);

/// <summary>Arranges covers and ends them; this process knows of it at once, the others within a minute.</summary>
public static class CoverBook
{
    private const int Most = 500;

    /// <summary>Who arranges his own absence, or that of somebody whose customers or leads he may assign.</summary>
    public static bool MayArrange(this Viewer viewer, Colleague away)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(away);
        return away.Id == viewer.PersonId || viewer.May(RecordType.Person, AccessAction.Write)
            || viewer.ReachOf(RecordType.Customer, AccessAction.Assign).Covers(away.Id, away.TeamId, away.RegionId)
            || viewer.ReachOf(RecordType.Lead, AccessAction.Assign).Covers(away.Id, away.TeamId, away.RegionId);
    }

    /// <summary>For whom somebody stands in on a day.</summary>
    public static IReadOnlyList<Covering> CoveredBy(this CompanyFacts company, long? personId, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(company);
        return company.Covers.Count == 0 || personId is null ? []
            : [.. company.Covers.Where(span => span.DeputyId == personId && span.From <= today && span.Covering.Until >= today).Select(span => span.Covering)];
    }

    /// <summary>The latest of those that nobody has ended; which of them run is asked day by day.</summary>
    public static Task<List<CoverSpan>> CoverSpansAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Covers.Where(cover => cover.EndedAt == null).OrderByDescending(cover => cover.UntilOn).Take(Most).Join(db.People, cover => cover.AwayId, person => person.Id,
            (cover, person) => new CoverSpan(cover.DeputyId, cover.FromOn, new Covering(person.Id, person.Name, cover.UntilOn))).ToListAsync(cancel);
    }

    /// <summary>The latest first.</summary>
    public static Task<List<Cover>> CoversAsync(this CrmDbContext db, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Covers.AsNoTracking().OrderByDescending(cover => cover.Id).Take(Most).ToListAsync(cancel);
    }

    /// <exception cref="RuleBroken">A rule refuses it, or somebody stands in for him on these days already.</exception>
    public static async Task CoverAsync(this CrmDbContext db, Person away, Person deputy, CoverTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.WriteAsync(async () =>
        {
            var cover = new Cover(away, deputy, terms, stamp);
            if (await db.Covers.AnyAsync(other => other.AwayId == away.Id && other.DeputyId == deputy.Id && other.EndedAt == null
                && other.FromOn <= terms.Until && other.UntilOn >= terms.From))
            {
                throw new RuleBroken(new Refusal("CoverExists", deputy.Name, away.Name));
            }

            db.Covers.Add(cover);
            await db.SaveChangesAsync();
        });
        await db.ReadCompanyAsync();
    }

    /// <exception cref="RuleBroken">It is over already.</exception>
    public static async Task EndCoverAsync(this CrmDbContext db, Cover cover, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(cover);
        cover.End(stamp);
        await db.SaveChangesAsync();
        await db.ReadCompanyAsync();
    }
}
