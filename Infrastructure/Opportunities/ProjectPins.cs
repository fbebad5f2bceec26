using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities;

internal sealed class ProjectPinMapping : IEntityTypeConfiguration<ProjectPin>
{
    public void Configure(EntityTypeBuilder<ProjectPin> builder)
    {
        builder.Property(pin => pin.Reason).HasMaxLength(ProjectPin.ReasonLength);
        builder.Property(pin => pin.UnpinReason).HasMaxLength(ProjectPin.ReasonLength);
        builder.HasOne<Opportunity>().WithMany().HasForeignKey(pin => pin.OpportunityId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(pin => new { pin.OpportunityId, pin.Id });
        builder.HasIndex(pin => pin.OpportunityId, "IX_ProjectPins_Live").IsUnique().HasFilter("\"UnpinnedAt\" IS NULL");
    }
}

/// <summary>Which projects are pinned; whoever asks has the opportunity through its own door.</summary>
public static class ProjectPins
{
    private const int Most = 100;

    /// <summary>The newest first.</summary>
    public static Task<List<ProjectPin>> PinsOfAsync(this CrmDbContext db, long opportunityId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.ProjectPins.AsNoTracking().Where(pin => pin.OpportunityId == opportunityId).OrderByDescending(pin => pin.Id).Take(Most).ToListAsync(cancel);
    }

    /// <summary>Pins what is not pinned, and takes off what is.</summary>
    /// <returns>Whether it is pinned now; null when it is not within the viewer's decision.</returns>
    public static Task<bool?> TurnPinAsync(
        this CrmDbContext db, Viewer viewer, long opportunityId, bool pin, string? reason, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.WriteAsync(async () =>
        {
            if (await db.Opportunities.VisibleTo(viewer, AccessAction.Approve).SingleOrDefaultAsync(row => row.Id == opportunityId, cancel) is not { } opportunity)
            {
                return (bool?)null;
            }

            var live = await db.ProjectPins.SingleOrDefaultAsync(row => row.OpportunityId == opportunityId && row.UnpinnedAt == null, cancel);
            ((pin, live) switch { (true, not null) => new Refusal("ProjectPinnedAlready"), (false, null) => new Refusal("ProjectNotPinned"), _ => null }).ThrowIfRefused();
            live?.Unpin(reason, stamp);
            if (live is null)
            {
                db.ProjectPins.Add(new ProjectPin(opportunity, reason, stamp));
            }

            await db.SaveChangesAsync(cancel);
            return pin;
        }, cancel);
    }
}
