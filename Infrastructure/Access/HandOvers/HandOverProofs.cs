using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Customers.Care;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Access.HandOvers;

/// <summary>Counts the records of a hand-over by state, with their sums and next steps.</summary>
internal static class HandOverProofs
{
    public static async Task<IReadOnlyList<HandOverSum>> SumsAsync(this CrmDbContext db, long id, HandedState state, CancellationToken cancel)
    {
        var rows = db.Set<HandOverRow>().Where(row => row.HandOverId == id && row.State == state);
        var customers = await (from row in rows.Where(row => row.Type == HandedType.Customer)
                               join customer in db.Customers on row.RecordId equals customer.Id
                               group customer by customer.Status into same
                               select new { same.Key, Count = same.Count() }).ToListAsync(cancel);
        var contacts = await (from row in rows.Where(row => row.Type == HandedType.Customer)
                              join contact in db.Contacts on row.RecordId equals contact.CustomerId
                              select contact.Id).CountAsync(cancel);
        var tasks = await (from row in rows.Where(row => row.Type == HandedType.Customer)
                           join task in db.CareTasks on row.RecordId equals task.CustomerId
                           where task.State == CareState.Open
                           select task.Id).CountAsync(cancel);
        var leads = await (from row in rows.Where(row => row.Type == HandedType.Lead)
                           join lead in db.Leads on row.RecordId equals lead.Id
                           select new { lead.Status, lead.Amount, HasNext = lead.NextAction != null || lead.NextDueOn != null }).ToListAsync(cancel);
        var opportunities = await (from row in rows.Where(row => row.Type == HandedType.Opportunity)
                                   join opportunity in db.Opportunities on row.RecordId equals opportunity.Id
                                   join stage in db.Stages on opportunity.StageId equals stage.Id
                                   select new { stage.Kind, opportunity.Amount, HasNext = opportunity.NextStep != null || opportunity.NextDueOn != null })
            .ToListAsync(cancel);
        var contracts = await (from row in rows.Where(row => row.Type == HandedType.Contract)
                               join contract in db.Contracts on row.RecordId equals contract.Id
                               select new { contract.Status, contract.AmountInTax }).ToListAsync(cancel);
        return
        [
            .. customers.OrderBy(row => row.Key).Select(row => new HandOverSum("Customer", row.Key.ToString(), row.Count, 0, 0)),
            .. contacts > 0 ? new[] { new HandOverSum("Contact", "", contacts, 0, 0) } : [],
            .. tasks > 0 ? new[] { new HandOverSum("CareTask", "", tasks, 0, tasks) } : [],
            .. leads.GroupBy(lead => lead.Status).OrderBy(group => group.Key).Select(group => new HandOverSum(
                "Lead", group.Key.ToString(), group.Count(), group.Sum(lead => (lead.Amount ?? Money.Zero).Minor), group.Count(lead => lead.HasNext))),
            .. opportunities.GroupBy(opportunity => opportunity.Kind).OrderBy(group => group.Key).Select(group => new HandOverSum(
                "Opportunity", group.Key.ToString(), group.Count(), group.Sum(opportunity => (opportunity.Amount ?? Money.Zero).Minor),
                group.Count(opportunity => opportunity.HasNext))),
            .. contracts.GroupBy(contract => contract.Status).OrderBy(group => group.Key).Select(group => new HandOverSum(
                "Contract", group.Key.ToString(), group.Count(), group.Sum(contract => contract.AmountInTax.Minor), 0)),
        ];
    }

    /// <summary>What was there, less what stayed.</summary>
    public static IReadOnlyList<HandOverSum> Without(IReadOnlyList<HandOverSum> all, IReadOnlyList<HandOverSum> stayed) =>
    [
        .. all.Select(sum => stayed.FirstOrDefault(other => (other.Kind, other.State) == (sum.Kind, sum.State)) is { } less
                ? sum with { Count = sum.Count - less.Count, Amount = sum.Amount - less.Amount, NextSteps = sum.NextSteps - less.NextSteps }
                : sum)
            .Where(sum => sum.Count > 0),
    ];

    /// <summary>Records that moved and are not whose they should be, and contacts and open care tasks that did not follow.</summary>
    public static async Task<long> OrphansAsync(this CrmDbContext db, long id, CancellationToken cancel)
    {
        var rows = db.Set<HandOverRow>().Where(row => row.HandOverId == id && row.State == HandedState.Moved);
        return await rows.CountAsync(row => row.Type == HandedType.Customer && !db.Customers.Any(customer => customer.Id == row.RecordId && customer.OwnerId == row.ToId), cancel)
            + await rows.CountAsync(row => row.Type == HandedType.Lead && !db.Leads.Any(lead => lead.Id == row.RecordId && lead.OwnerId == row.ToId), cancel)
            + await rows.CountAsync(row => row.Type == HandedType.Opportunity
                && !db.Opportunities.Any(opportunity => opportunity.Id == row.RecordId && opportunity.OwnerId == row.ToId), cancel)
            + await rows.CountAsync(row => row.Type == HandedType.Contract
                && !db.Contracts.Any(contract => contract.Id == row.RecordId && contract.ProjectManagerId == row.ToId), cancel)
            + await (from row in rows.Where(row => row.Type == HandedType.Customer)
                     join contact in db.Contacts on row.RecordId equals contact.CustomerId
                     where contact.OwnerId != row.ToId
                     select contact.Id).CountAsync(cancel)
            + await (from row in rows.Where(row => row.Type == HandedType.Customer)
                     join task in db.CareTasks on row.RecordId equals task.CustomerId
                     where task.State == CareState.Open && task.OwnerId != row.ToId
                     select task.Id).CountAsync(cancel);
    }
}
