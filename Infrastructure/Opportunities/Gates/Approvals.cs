using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

public enum GateKind
{
    Qualification,
    Initiation,
}

/// <summary>Something that waits for a decision.</summary>
/// <param name="Budget">The presales budget that is asked for; null at the qualification gate.</param>
/// <param name="ById">Who asks.</param>
public sealed record WaitingGate(
    GateKind Kind, long OpportunityId, string Number, string Name, string? Customer, long? ById, DateTime At, Money? Amount, Money? Budget, bool IsHeld);

/// <summary>待审批: what waits at the gates of the opportunities whose approver the viewer is.</summary>
public static class Approvals
{
    /// <summary>Oldest first; nobody decides on his own.</summary>
    public static async Task<IReadOnlyList<WaitingGate>> WaitingGatesAsync(this CrmDbContext db, Viewer viewer, int most, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        var (reach, me) = (db.Opportunities.VisibleTo(viewer, AccessAction.Approve), viewer.PersonId);
        var initiations = await (
            from initiation in db.Initiations.Waiting()
            where initiation.ApplicantId == null || initiation.ApplicantId != me
            join row in reach on initiation.OpportunityId equals row.Id
            where row.State == OpportunityState.Open
            orderby initiation.AppliedAt, initiation.Id
            select new WaitingGate(GateKind.Initiation, row.Id, row.Number, row.Name, row.Customer == null ? null : row.Customer.Name, initiation.ApplicantId,
                initiation.AppliedAt, initiation.Amount, initiation.BudgetTotal, initiation.State == Domain.Opportunities.Gates.InitiationState.Held)).Take(most).ToListAsync(cancel);
        var qualifications = await (
            from qualification in db.Qualifications.Waiting()
            where qualification.ById == null || qualification.ById != me
            join row in reach on qualification.OpportunityId equals row.Id
            where row.State == OpportunityState.Open && row.QualifiedAt == null
            orderby qualification.At, qualification.Id
            select new WaitingGate(GateKind.Qualification, row.Id, row.Number, row.Name, row.Customer == null ? null : row.Customer.Name, qualification.ById,
                qualification.At, row.Amount, null, false)).Take(most).ToListAsync(cancel);
        return [.. initiations.Concat(qualifications).OrderBy(row => row.At).ThenBy(row => row.OpportunityId).Take(most)];
    }
}
