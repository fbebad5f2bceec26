using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Contracts.Catalogue;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Leads;
using SiCrm.Infrastructure.Opportunities;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>The only door to contracts and to what was sold by them.</summary>
public static class ContractQueries
{
    private static readonly Dictionary<RecordType, Door<Contract>> Doors = new[] { RecordType.Contract, RecordType.Milestone }
        .ToDictionary(type => type, type => new Door<Contract>(
            type, contract => contract.Id, contract => contract.OwnerId, contract => contract.TeamId, contract => contract.RegionId,
            (contracts, shares) => Shared(contracts, shares, type)));

    private static readonly Door<ContractLine> LineDoor = new(
        RecordType.Contract, line => line.Id, line => line.OwnerId, line => line.TeamId, line => line.RegionId,
        (lines, shares) =>
        {
            var contracts = Shared(lines.Beside<Contract>(), shares, RecordType.Contract);
            return lines.Beside<ContractLine>().Where(line => contracts.Contains(line.ContractId)).Select(line => line.Id);
        });

    public static IQueryable<Contract> VisibleTo(
        this IQueryable<Contract> contracts, Viewer viewer, AccessAction action = AccessAction.Read, RecordType type = RecordType.Contract)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Doors[type].VisibleTo(contracts, viewer, action);
    }

    public static IReadOnlyList<IQueryable<Contract>> BranchesFor(this IQueryable<Contract> contracts, Viewer viewer, AccessAction action = AccessAction.Read)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return Doors[RecordType.Contract].Branches(contracts, viewer, action);
    }

    /// <summary>The lines of the contracts in reach.</summary>
    public static IQueryable<ContractLine> VisibleTo(this IQueryable<ContractLine> lines, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return LineDoor.VisibleTo(lines, viewer, AccessAction.Read);
    }

    /// <summary>What was signed from one day to another, amendments included.</summary>
    public static IQueryable<ContractLine> SignedWithin(this IQueryable<ContractLine> lines, DateOnly from, DateOnly to) =>
        lines.Where(line => line.SignedOn >= from && line.SignedOn <= to);

    /// <summary>Without drafts that were discarded.</summary>
    public static IQueryable<Contract> Kept(this IQueryable<Contract> contracts) => contracts.Where(contract => contract.Status != ContractStatus.Discarded);

    /// <summary>A contract as its verbs need it; its history is only added to.</summary>
    public static IQueryable<Contract> ForChange(this IQueryable<Contract> contracts) => contracts
        .Include(contract => contract.Lines.OrderBy(line => line.Id)).Include(contract => contract.Shares).Include(contract => contract.Amendments)
        .Include(contract => contract.Milestones).Include(contract => contract.Invoices).Include(contract => contract.Costs)
        .Include(contract => contract.HandOver).AsSplitQuery();

    public static IQueryable<Contract> Matching(
        this IQueryable<Contract> contracts, ContractFilter filter, CrmDbContext db, Viewer viewer, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(viewer);
        contracts = filter.Status.Count > 0 ? contracts.Where(contract => filter.Status.Contains(contract.Status)) : contracts.Kept();
        contracts = filter.Owner is { } owner ? contracts.Where(contract => contract.OwnerId == owner) : contracts;
        contracts = filter.Team is { } team ? contracts.Where(contract => contract.TeamId == team) : contracts;
        contracts = filter.Outside is { } left ? contracts.Where(contract => !db.People.Any(person => person.Id == contract.OwnerId && person.TeamId == left)) : contracts;
        contracts = filter.Region is { } region ? contracts.Where(contract => contract.RegionId == region) : contracts;
        contracts = filter.NoRegion ? contracts.Where(contract => contract.RegionId == null) : contracts;
        contracts = filter.Customer is { } customer ? contracts.Where(contract => contract.CustomerId == customer) : contracts;
        contracts = contracts.OfCategory(filter.CustomerCategory, db);
        contracts = filter.Industry is { } industry
            ? contracts.Where(contract => db.Customers.VisibleTo(Viewer.Program).Any(one => one.Id == contract.CustomerId && one.Industry == industry)) : contracts;
        contracts = filter.Channel is { } channel ? contracts.Where(contract => db.Opportunities.VisibleTo(Viewer.Program).Any(project => project.Id == contract.OpportunityId
            && db.Leads.VisibleTo(Viewer.Program).Any(lead => lead.Id == project.LeadId && lead.Channel == channel))) : contracts;
        contracts = filter.NoLead ? contracts.Where(contract => !db.Opportunities.VisibleTo(Viewer.Program).Any(project => project.Id == contract.OpportunityId && project.LeadId != null)) : contracts;
        contracts = filter.NoOpportunity ? contracts.Where(contract => contract.OpportunityId == null) : contracts;
        contracts = filter.NoIndustry
            ? contracts.Where(contract => !db.Customers.VisibleTo(Viewer.Program).Any(one => one.Id == contract.CustomerId && one.Industry != null)) : contracts;
        contracts = filter.Overdue ? contracts.Where(contract => contract.PaymentDueOn < today && contract.Number != null) : contracts;
        contracts = filter.Buyers?.Narrow(contracts, contract => contract.CustomerId, db, viewer) ?? contracts;
        return contracts.ManagedAs(filter, viewer).Waiting(filter, db, viewer, today).SoldAs(filter, db, viewer).SignedBy(filter, db).Found(filter, db);
    }

    private static IQueryable<Contract> ManagedAs(this IQueryable<Contract> contracts, ContractFilter filter, Viewer viewer)
    {
        var me = viewer.PersonId;
        return filter.Manager switch
        {
            null => contracts,
            ContractFilter.Me => contracts.Where(contract => contract.ProjectManagerId == me),
            ContractFilter.Nobody => contracts.Where(contract => contract.ProjectManagerId == null),
            _ when long.TryParse(filter.Manager, NumberStyles.None, CultureInfo.InvariantCulture, out var manager) =>
                contracts.Where(contract => contract.ProjectManagerId == manager),
            _ => contracts.Where(contract => false),
        };
    }

    /// <summary>By what was signed: an amendment of the period brings its contract along.</summary>
    private static IQueryable<Contract> SoldAs(this IQueryable<Contract> contracts, ContractFilter filter, CrmDbContext db, Viewer viewer)
    {
        if (filter.First)
        {
            contracts = contracts.Where(contract => contract.Number != null);
            contracts = filter.From is { } start ? contracts.Where(contract => contract.SignedOn >= start) : contracts;
            contracts = filter.To is { } end ? contracts.Where(contract => contract.SignedOn <= end) : contracts;
            filter = filter with { From = null, To = null };
        }

        if (filter.IsOfAllLines())
        {
            return contracts;
        }

        var lines = db.ContractLines.Where(line => line.SignedOn != null);
        lines = filter.From is { } from ? lines.Where(line => line.SignedOn >= from) : lines;
        lines = filter.To is { } to ? lines.Where(line => line.SignedOn <= to) : lines;
        var sold = lines.Sold(filter, db, viewer);
        return contracts.Where(contract => sold.Any(line => line.ContractId == contract.Id));
    }

    /// <summary>By what kind of work it is, and by whether it was the customer's first.</summary>
    private static IQueryable<Contract> SignedBy(this IQueryable<Contract> contracts, ContractFilter filter, CrmDbContext db)
    {
        var firsts = db.Contracts.VisibleTo(Viewer.Program).FirstOfCustomers();
        contracts = filter.CustomerAtSigning switch
        {
            CustomerAtSigning.New => contracts.Where(contract => firsts.Any(first => first.Id == contract.Id)),
            CustomerAtSigning.Known => contracts.Where(contract => contract.SignedOn != null && !firsts.Any(first => first.Id == contract.Id)),
            _ => contracts,
        };
        contracts = filter.NoType ? contracts.OfType(null, db) : contracts;
        return filter.Type is { } type ? contracts.OfType(type, db) : contracts;
    }

    private static IQueryable<Contract> Found(this IQueryable<Contract> contracts, ContractFilter filter, CrmDbContext db)
    {
        if (PlainText.Line(filter.Q) is not { } words)
        {
            return contracts;
        }

        var number = words.ToUpperInvariant();
        var (named, customers) = (db.ContractsMatching(words), db.CustomersMatching(words));
        return contracts.Where(contract => contract.Number == number || named.Contains(contract.Id) || customers.Contains(contract.CustomerId));
    }

    /// <summary>Its project manager, and who stands in for him, sees a contract and keeps its milestones; what was agreed is for those to change whose contract it is.</summary>
    private static IQueryable<long> Shared(IQueryable<Contract> contracts, LiveShares shares, RecordType type)
    {
        var (customers, seats) = (shares.TeamOf, shares.Seats);
        var shared = shares.Of(RecordType.Contract).Concat(contracts.Beside<Contract>()
            .Where(contract => customers.Contains(contract.CustomerId)).Select(contract => contract.Id));
        return type == RecordType.Milestone || shares.ServeTeam
            ? shared.Concat(contracts.Beside<Contract>().Where(contract => contract.ProjectManagerId != null && seats.Contains(contract.ProjectManagerId)).Select(contract => contract.Id))
            : shared;
    }
}
