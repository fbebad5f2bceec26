using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Customers;

/// <summary>集团: what stands above a customer and what below it, found by a recursive query on both databases.</summary>
public static class CustomerFamily
{
    private const int Most = 500;

    /// <summary>How many levels are walked: one more than a group may have, so that a circle, which no verb makes, ends too.</summary>
    private const int Levels = Customer.MostLevels + 1;

    /// <summary>The parent and everything above it, nearest first, for <see cref="Customer.BelongTo"/>; whose they are does not matter to the depth.</summary>
    public static async Task<IReadOnlyList<Customer>> AboveAsync(this CrmDbContext db, long parentId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var ids = await db.Above(parentId).OrderBy(place => place.Level).Select(place => place.Id).ToListAsync(cancel);
        var customers = await db.Customers.AsNoTracking().Where(customer => ids.Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, cancel);
        return [.. ids.Distinct().Select(id => customers[id])];
    }

    public static async Task<IReadOnlyList<Customer>> AboveAsync(this CrmDbContext db, long? parentId, CancellationToken cancel = default) =>
        parentId is { } id ? await db.AboveAsync(id, cancel) : [];

    /// <summary>How deep the customer's own units go; zero for none.</summary>
    public static Task<int> LevelsBelowAsync(this CrmDbContext db, long customerId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Below(customerId).MaxAsync(place => place.Level, cancel);
    }

    /// <summary>The whole group that the customer belongs to, as far as the viewer sees it, from its head down.</summary>
    public static async Task<CustomerGroup> GroupAsync(this CrmDbContext db, Viewer viewer, long customerId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var head = await db.Above(customerId).OrderByDescending(place => place.Level).Select(place => place.Id).FirstAsync(cancel);
        var units = await (
            from place in db.Below(head)
            join customer in db.Customers.VisibleTo(viewer).Kept() on place.Id equals customer.Id
            orderby place.Level, customer.NameKey, customer.Id
            select new CustomerUnit(customer.Id, customer.ParentId, place.Level, customer.Name, customer.Status, customer.OwnerId)).Take(Most + 1).ToListAsync(cancel);
        var shown = units.Take(Most).ToList();
        var ids = shown.ConvertAll(unit => unit.Id);
        var open = await db.Opportunities.VisibleTo(viewer).Open().Where(opportunity => opportunity.CustomerId != null && ids.Contains(opportunity.CustomerId.Value))
            .GroupBy(opportunity => opportunity.CustomerId ?? 0)
            .Select(group => new { group.Key, Count = group.Count(), Minor = group.Sum(opportunity => (long?)(object?)opportunity.Amount) ?? 0 })
            .ToDictionaryAsync(group => group.Key, cancel);
        var signed = await db.Contracts.VisibleTo(viewer).Where(contract => contract.SignedOn != null && ids.Contains(contract.CustomerId))
            .GroupBy(contract => contract.CustomerId).Select(group => new { group.Key, Minor = group.Sum(contract => (long)(object)contract.AmountInTax) })
            .ToDictionaryAsync(group => group.Key, group => group.Minor, cancel);
        var deals = ids.ToDictionary(id => id, id => new UnitDeals(
            open.TryGetValue(id, out var own) ? own.Count : 0, new Money(own?.Minor ?? 0), new Money(signed.GetValueOrDefault(id))));
        return new CustomerGroup(shown, deals, units.Count > Most);
    }

    private static IQueryable<Place> Above(this CrmDbContext db, long customerId) => db.Database.SqlQuery<Place>($"""
        SELECT "Id", "Level" FROM (WITH RECURSIVE up("Id", "ParentId", "Level") AS (
            SELECT "Id", "ParentId", 0 FROM "Customers" WHERE "Id" = {customerId}
            UNION ALL SELECT c."Id", c."ParentId", up."Level" + 1 FROM "Customers" c JOIN up ON c."Id" = up."ParentId" WHERE up."Level" < {Levels}) SELECT * FROM up) family
        """);

    private static IQueryable<Place> Below(this CrmDbContext db, long customerId) => db.Database.SqlQuery<Place>($"""
        SELECT "Id", "Level" FROM (WITH RECURSIVE down("Id", "Level") AS (
            SELECT "Id", 0 FROM "Customers" WHERE "Id" = {customerId}
            UNION ALL SELECT c."Id", down."Level" + 1 FROM "Customers" c JOIN down ON c."ParentId" = down."Id" WHERE down."Level" < {Levels}) SELECT * FROM down) family
        """);

    /// <summary>A customer and how far it is from where the walk began.</summary>
    private sealed record Place(long Id, int Level);
}
