using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access.HandOvers;

/// <summary>How often somebody has spoken with the people of a customer.</summary>
internal sealed record Relation(long CustomerId, long ActorId, int Count);

/// <summary>Who else than the one who gives them away knows the customers.</summary>
internal static class HandOverRelations
{
    /// <summary>Joined from the customers: each is a look into the index of its own touches, however many touches there are of others.</summary>
    public static IQueryable<Relation> TouchesOfOthers(this CrmDbContext db, IQueryable<Customer> customers, long fromId, DateTime since) =>
        from customer in customers
        join touch in db.Touches on customer.Id equals touch.CustomerId
        where touch.At >= since && touch.IsTwoWay && touch.ActorId != null && touch.ActorId != fromId
        group touch by new { touch.CustomerId, ActorId = touch.ActorId ?? 0 } into same
        select new Relation(same.Key.CustomerId, same.Key.ActorId, same.Count());
}
