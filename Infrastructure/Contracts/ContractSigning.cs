using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>What signing changes beside the contract itself: the year's numbers, and the customer.</summary>
public static class ContractSigning
{
    public const string Series = "C";

    /// <summary>
    /// The number is taken in the transaction that uses it, so that none is lost: whoever signs at the same moment waits for it,
    /// on SQLite at the one write lock, on a server at the row of the series.
    /// </summary>
    public static Task SignAsync(this CrmDbContext db, Contract contract, DateOnly signedOn, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(contract);
        return db.WriteAsync(async () =>
        {
            contract.CanSign(signedOn, stamp.Today).ThrowIfRefused();
            contract.Sign(await db.NextNumberAsync(Series, signedOn.Year, cancel), signedOn, stamp);
            await db.SaveChangesAsync(cancel);
            var customer = await db.Customers.VisibleTo(Viewer.Program).ForChange().SingleAsync(row => row.Id == contract.CustomerId, cancel);
            customer.ContractSigned(contract.Id, stamp);
            await db.SaveChangesAsync(cancel);
        }, cancel);
    }
}
