using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Access.HandOvers;

/// <summary>A lead or an opportunity, and the customer that it goes with.</summary>
internal sealed record HandedPart(HandedType Type, long Id, string Name, string? CustomerKey, long? CustomerId, long? RegionId, string? Industry, Money Amount);

/// <summary>What the criteria find: customers with what hangs on them, and what goes alone. A handful of statements, however much it is.</summary>
internal sealed class HandOverFinds
{
    private readonly ILookup<long, HandedPart> _with;

    private HandOverFinds(IReadOnlyList<HandedThing> things, ILookup<long, HandedPart> with)
    {
        (Things, _with) = (things, with);
    }

    public IReadOnlyList<HandedThing> Things { get; }

    public int Count => Things.Sum(thing => thing.Weight);

    public IEnumerable<HandedPart> With(HandedThing thing) => thing.Type == HandedType.Customer ? _with[thing.Id] : [];

    public static async Task<HandOverFinds> ReadAsync(
        CrmDbContext db, Viewer viewer, HandOverCriteria criteria, DateTime relationSince, CancellationToken cancel)
    {
        var customers = criteria.Customers ? await Customers(db, viewer, criteria).OrderBy(row => row.NameKey).ThenBy(row => row.Id).ToListAsync(cancel) : [];
        var (byId, byKey) = (customers.Select(row => row.Id).ToHashSet(), customers.DistinctBy(row => row.NameKey).ToDictionary(row => row.NameKey, row => row.Id));
        var parts = await PartsAsync(db, viewer, criteria, cancel);
        var placed = parts.Select(part => (Part: part, Customer: part.CustomerId is { } id && byId.Contains(id) ? id
            : part.CustomerKey is { Length: > 0 } key && byKey.TryGetValue(key, out var found) ? found : (long?)null)).ToList();
        var with = placed.Where(pair => pair.Customer is not null).ToLookup(pair => pair.Customer ?? 0, pair => pair.Part);
        var touches = criteria.Customers ? await db.TouchesOfOthers(Customers(db, viewer, criteria), criteria.FromId, relationSince).ToListAsync(cancel) : [];
        var relations = touches.GroupBy(row => row.CustomerId).ToDictionary(group => group.Key, group => group.ToDictionary(row => row.ActorId, row => row.Count));
        return new HandOverFinds(
        [
            .. customers.Select(row => new HandedThing(HandedType.Customer, row.Id, row.Name, row.RegionId, row.Industry, Money.Zero, 1 + with[row.Id].Count(),
                relations.GetValueOrDefault(row.Id) ?? [])),
            .. placed.Where(pair => pair.Customer is null && (pair.Part.Type == HandedType.Lead ? criteria.Leads : criteria.Opportunities))
                .Select(pair => new HandedThing(pair.Part.Type, pair.Part.Id, pair.Part.Name, pair.Part.RegionId, pair.Part.Industry, pair.Part.Amount, 1, Nobody)),
        ], with);
    }

    private static readonly Dictionary<long, int> Nobody = [];

    private static IQueryable<Customer> Customers(CrmDbContext db, Viewer viewer, HandOverCriteria criteria) =>
        db.Customers.AsNoTracking().VisibleTo(viewer, AccessAction.Assign).Kept().Where(customer => customer.OwnerId == criteria.FromId)
            .Where(customer => criteria.RegionId == null || customer.RegionId == criteria.RegionId)
            .Where(customer => criteria.Industry == null || customer.Industry == criteria.Industry)
            .Where(customer => criteria.Category == null || customer.Category == criteria.Category)
            .Where(customer => criteria.CustomerIds.Count == 0 || criteria.CustomerIds.Contains(customer.Id));

    private static async Task<List<HandedPart>> PartsAsync(CrmDbContext db, Viewer viewer, HandOverCriteria criteria, CancellationToken cancel)
    {
        var leads = criteria.Leads || criteria.Customers ? await db.Leads.AsNoTracking().VisibleTo(viewer, AccessAction.Assign).Open()
            .Where(lead => lead.OwnerId == criteria.FromId && lead.ArchivedAt == null).In(criteria).OrderBy(lead => lead.Id)
            .Select(lead => new HandedPart(HandedType.Lead, lead.Id, lead.Number + " " + lead.Company, lead.CompanyKey, null, lead.RegionId, lead.Industry,
                lead.Amount ?? Money.Zero)).ToListAsync(cancel) : [];
        var opportunities = criteria.Opportunities || criteria.Customers ? await db.Opportunities.AsNoTracking().VisibleTo(viewer, AccessAction.Assign)
            .Where(opportunity => opportunity.OwnerId == criteria.FromId).In(criteria).OrderBy(opportunity => opportunity.Id)
            .Select(opportunity => new HandedPart(HandedType.Opportunity, opportunity.Id, opportunity.Number + " " + opportunity.Name, null,
                opportunity.CustomerId, opportunity.RegionId, opportunity.Customer == null ? null : opportunity.Customer.Industry, opportunity.Amount ?? Money.Zero)).ToListAsync(cancel) : [];
        return [.. leads, .. opportunities];
    }
}

internal static class HandOverNarrowing
{
    public static IQueryable<Lead> In(this IQueryable<Lead> leads, HandOverCriteria criteria) => leads
        .Where(lead => criteria.RegionId == null || lead.RegionId == criteria.RegionId)
        .Where(lead => criteria.Industry == null || lead.Industry == criteria.Industry);

    public static IQueryable<Opportunity> In(this IQueryable<Opportunity> opportunities, HandOverCriteria criteria) => opportunities
        .Where(opportunity => criteria.RegionId == null || opportunity.RegionId == criteria.RegionId)
        .Where(opportunity => criteria.Industry == null || (opportunity.Customer != null && opportunity.Customer.Industry == criteria.Industry))
        .Where(opportunity => criteria.Category == null || (opportunity.Customer != null && opportunity.Customer.Category == criteria.Category));
}
