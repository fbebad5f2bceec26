using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers.Continuity;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Care;

/// <summary>What is kept of a customer's care and continuity.</summary>
/// <param name="Continuity">Null until the first night after it got an owner.</param>
public sealed record CustomerCare(
    long Id, string Name, string Category, long? OwnerId, long? DeputyId, DateTime? LastTouchAt, DateOnly? CareDueOn, int Version, CustomerContinuity? Continuity)
{
    public IReadOnlyList<CareRow> Open { get; init; } = [];

    public IReadOnlyList<CareDone> Past { get; init; } = [];

    /// <summary>How the score went, the oldest first; each holds until the next.</summary>
    public IReadOnlyList<ContinuityWeek> Weeks { get; init; } = [];
}

public static class CustomerCares
{
    private const int MostOpen = 50;
    private const int MostPast = 20;
    private const int MostWeeks = 26;

    /// <summary>Null when the viewer sees no such customer.</summary>
    public static async Task<CustomerCare?> CustomerCareAsync(this CrmDbContext db, Viewer viewer, long customerId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var care = await db.Customers.AsNoTracking().VisibleTo(viewer).Where(customer => customer.Id == customerId)
            .Select(customer => new CustomerCare(
                customer.Id, customer.Name, customer.Category, customer.OwnerId, customer.DeputyId, customer.LastTouchAt, customer.CareDueOn, customer.Version,
                db.Continuities.FirstOrDefault(row => row.CustomerId == customer.Id))).SingleOrDefaultAsync(cancel);
        return care is null ? null : care with
        {
            Open = await db.CareOfAsync(viewer, customerId, MostOpen, cancel),
            Past = await db.CareDoneAsync(viewer, customerId, MostPast, cancel),
            Weeks = [.. (await db.ContinuityWeeks.AsNoTracking().Where(row => row.CustomerId == customerId)
                .OrderByDescending(row => row.WeekOn).Take(MostWeeks).ToListAsync(cancel)).AsEnumerable().Reverse()],
        };
    }
}
