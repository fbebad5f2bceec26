using System.Threading.Channels;
using Bogus;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Plans;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo.Scale;

/// <summary>
/// A group of companies for measuring, by the domain's own verbs: two hundred people and as many leads as wanted over eighteen months, or, with
/// what was sold to them, five hundred people and the leads of ten years.
/// </summary>
public static class ScaleCompany
{
    private const int Seed = 20_26_12;
    private const int Batch = 5_000;
    private const int Teams = 5;
    private const int TeamsThatSell = 12;
    private const int Engineers = 3;

    /// <summary>One for sixteen reps: what they work on in ten years is what one person can.</summary>
    private const int EngineersOfMany = 27;

    private static readonly Type[] Filled =
        [typeof(Lead), typeof(LeadEvent), typeof(LeadChange), typeof(LeadActivity), typeof(LeadQualification), typeof(Opportunity)];

    private static readonly Type[] Sold =
    [
        typeof(Customer), typeof(CustomerEvent), typeof(CustomerChange), typeof(Contact), typeof(OpportunityEvent), typeof(StageVisit), typeof(Qualification), typeof(Initiation), typeof(InitiationDecision), typeof(PresalesEntry), typeof(Touch), typeof(Contract),
        typeof(ContractLine), typeof(ContractShare), typeof(ContractEvent), typeof(Milestone), typeof(Invoice), typeof(Receipt), typeof(ReceiptPart),
        typeof(PlanAction), typeof(PlanParticipant), typeof(PlanEvent),
    ];

    /// <summary>
    /// Null when somebody is here already. The indexes are made when the rows are there: a run that is killed leaves a
    /// database that <c>check</c> refuses.
    /// </summary>
    /// <param name="sells">With what became of the opportunities, touches and contracts: about three times as many rows.</param>
    public static async Task<ScaleCount?> SeedAsync(CrmDbContext db, int leads, bool sells, DateTime now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (await db.People.AnyAsync(cancel) || await db.Leads.AnyAsync(cancel))
        {
            return null;
        }

        var (facts, talk) = (db.Company.Facts, new DemoTalk(new Randomizer(Seed)));
        var today = facts.Time.DayOf(now);
        var begun = sells ? today.AddYears(-ScaleTrade.Years) : DemoStory.Beginning(today);
        var cast = await DemoCast.HireAsync(db, talk, DemoCast.Group(sells ? TeamsThatSell : Teams), sells ? EngineersOfMany : Engineers, begun.AddDays(-30), cancel);
        var story = new ScaleStory(cast, facts, talk, facts.Time.StartOf(begun), now)
        {
            Sale = sells ? new ScaleSale(cast, facts, talk.Chance, now) : null,
            Book = sells ? new ScaleBook(talk, facts, facts.Time.StartOf(begun)) : null,
        };
        var trade = sells ? await TradeAsync(db, cast, story, now, cancel) : null;
        var count = new ScaleCount(0, 0, 0);
        await db.WithoutIndexesAsync([.. Filled, .. sells ? Sold : []], () => db.Rollups.GatherAsync(async () =>
        {
            await foreach (var batch in sells ? InTurn(story, leads) : Ahead(story, leads, cancel))
            {
                await KeepAsync(db, batch, trade, cancel);
                count = count.With(batch);
            }
        }, cancel), cancel);
        story.Numbers.GoOnIn(db);
        await db.SaveChangesAsync(cancel);
        return count;
    }

    /// <summary>Told by one processor while the other one writes.</summary>
    private static IAsyncEnumerable<ScaleBatch> Ahead(ScaleStory story, int leads, CancellationToken cancel)
    {
        var batches = Channel.CreateBounded<ScaleBatch>(2);
        _ = Task.Run(async () =>
        {
            try
            {
                for (var told = 0; told < leads; told += Batch)
                {
                    await batches.Writer.WriteAsync(story.Tell(told, Math.Min(Batch, leads - told), leads), cancel);
                }

                batches.Writer.Complete();
            }
            catch (Exception problem)
            {
                batches.Writer.Complete(problem);
            }
        }, cancel);
        return batches.Reader.ReadAllAsync(cancel);
    }

    /// <summary>Where customers of earlier batches change with the opportunities, each batch is written before the next is told.</summary>
    private static async IAsyncEnumerable<ScaleBatch> InTurn(ScaleStory story, int leads)
    {
        for (var told = 0; told < leads; told += Batch)
        {
            yield return await Task.FromResult(story.Tell(told, Math.Min(Batch, leads - told), leads));
        }
    }

    private static async Task<ScaleTrade> TradeAsync(CrmDbContext db, DemoCast cast, ScaleStory story, DateTime now, CancellationToken cancel)
    {
        var products = await DemoCatalogue.AddAsync(db, Stamp.Of(null, now.AddYears(-ScaleTrade.Years), db.Company.Time), cancel);
        return new ScaleTrade(db, products, story.Numbers, now)
        {
            Work = new ScaleWork(db, cast, now),
            Managers = [cast.Seat("project"), cast.Seat("project2")],
        };
    }

    private static Task KeepAsync(CrmDbContext db, ScaleBatch batch, ScaleTrade? trade, CancellationToken cancel) => db.WriteAsync(async () =>
    {
        await db.InsertInBulkAsync(batch.Customers, cancel);
        await db.InsertInBulkAsync(batch.Opportunities, cancel);
        for (var i = 0; i < batch.Opportunities.Count; i++)
        {
            batch.Converted[i].BecameOpportunity(batch.Opportunities[i].Id);
        }

        await db.InsertInBulkAsync(batch.Leads, cancel);
        for (var i = 0; i < batch.Opportunities.Count; i++)
        {
            batch.Opportunities[i].CameFrom(batch.Converted[i].Id);
        }

        await db.UpdateInBulkAsync(batch.Opportunities, nameof(Opportunity.LeadId));
        await (trade?.KeepAsync(batch, cancel) ?? Task.CompletedTask);
    }, cancel);
}

/// <summary>What was written.</summary>
/// <param name="Rows">Of all tables: leads, events, answers, contacts, changes, customers, opportunities.</param>
public sealed record ScaleCount(long Leads, long Events, long Rows)
{
    internal ScaleCount With(ScaleBatch batch)
    {
        var events = batch.Leads.Sum(lead => lead.History.Count);
        var beside = batch.Leads.Sum(lead => lead.Changes.Count + lead.Activities.Count + lead.Qualifications.Count);
        var sold = batch.Opportunities.Count + batch.Customers.Sum(customer => 1 + customer.Contacts.Count);
        return new(Leads + batch.Leads.Count, Events + events, Rows + batch.Leads.Count + events + beside + sold);
    }
}
