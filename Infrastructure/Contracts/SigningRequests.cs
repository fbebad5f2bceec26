using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>签订请求: a draft that goes below what its owner may let go is signed by somebody who may; he has to learn of it.</summary>
public static class SigningRequests
{
    /// <summary>The draft waits for whoever may sign it, and the nearest of them are told of it as it stands; of the same draft once a day.</summary>
    /// <param name="contract">With its lines and milestones.</param>
    /// <returns>Who is told.</returns>
    /// <exception cref="RuleBroken">Nobody's word is needed, or nobody has enough of it.</exception>
    public static async Task<IReadOnlyList<long>> AskToSignAsync(this CrmDbContext db, Contract contract, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(contract);
        contract.CanSign(stamp.Today, stamp.Today).ThrowIfRefused();
        var below = await db.LimitNeededAsync(contract, stamp.Today, cancel) ?? throw new RuleBroken(new Refusal("NothingToConfirm", contract.Label));
        var people = await db.NearestAsync(
            RecordType.Contract, AccessAction.Write, new(contract.OwnerId, contract.TeamId, contract.RegionId),
            async signer => await db.WhyNotSoldAsync(contract, signer, stamp.Today, cancel) is null, stamp, cancel);
        (people.Count == 0 ? new Refusal("NobodyMaySign", contract.Label) : null).ThrowIfRefused();
        contract.AskToSign(below, stamp);
        var customer = await db.Customers.AsNoTracking().VisibleTo(Viewer.Program).Where(row => row.Id == contract.CustomerId).Select(row => row.Name).SingleAsync(cancel);
        var key = string.Create(CultureInfo.InvariantCulture, $"{NotificationKind.SigningAsked}:{contract.Id}:{contract.Events}:{stamp.Today:yyyyMMdd}");
        var told = await db.Notifications.Where(row => row.Key == key).Select(row => row.PersonId).ToListAsync(cancel);
        db.Notifications.AddRange(people.Except(told).Select(person =>
            new Notification(person, NotificationKind.SigningAsked, nameof(Contract), contract.Id, key, stamp.At, contract.Label, customer)));
        await db.SaveChangesAsync(cancel);
        return people;
    }

    /// <summary>A draft that was changed while it waits may need a higher word, or nobody's any more; the caller saves.</summary>
    /// <param name="contract">With its lines.</param>
    public static async Task ReviewSigningAsync(this CrmDbContext db, Contract contract, DateOnly day, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(contract);
        if (contract.SigningAskedAt is not null)
        {
            contract.ReviewSigning(await db.LimitNeededAsync(contract, day, cancel));
        }
    }
}
