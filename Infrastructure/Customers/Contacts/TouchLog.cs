using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Customers.Contacts;

/// <summary>What is logged of one contact with somebody.</summary>
/// <param name="Kind">How.</param>
/// <param name="Words">What was said.</param>
/// <param name="IsTwoWay">They answered.</param>
public sealed record TouchFacts(TouchKind Kind, string? Words, DateTime At, bool IsTwoWay);

/// <summary>Logs what was spoken. It adds a fact and overwrites none, so whoever saved the contact or the customer meanwhile is not in its way.</summary>
public static class TouchLog
{
    private const int Attempts = 5;

    /// <summary>The contact as it is now; null when the viewer may not write to it.</summary>
    public static async Task<Contact?> LogTouchAsync(this CrmDbContext db, Viewer viewer, long contactId, TouchFacts facts, Stamp stamp, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(facts);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(db, viewer, contactId, facts, stamp, cancel);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private static async Task<Contact?> TryAsync(CrmDbContext db, Viewer viewer, long contactId, TouchFacts facts, Stamp stamp, CancellationToken cancel)
    {
        var contact = await db.Contacts.VisibleTo(viewer, AccessAction.Write).Kept().SingleOrDefaultAsync(one => one.Id == contactId, cancel);
        if (contact is null)
        {
            return null;
        }

        var customer = await db.Customers.SingleAsync(one => one.Id == contact.CustomerId, cancel);
        db.Touches.Add(new Touch(customer, contact, facts.Kind, facts.Words, facts.At, facts.IsTwoWay, stamp));
        await db.SaveChangesAsync(cancel);
        return contact;
    }
}
