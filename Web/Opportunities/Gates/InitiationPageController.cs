using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Gates;
using SiCrm.Infrastructure.Reports.PresalesCost;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>Puts the page of the initiation gate together, for whatever led to it.</summary>
public abstract class InitiationPageController(CrmDbContext db, TimeProvider clock, Organisation organisation, Words words)
    : GateController(db, clock, organisation, words)
{
    protected async Task<InitiationPage> PageAsync(Opportunity opportunity, InitiationWordForm? word, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        Db.ChangeTracker.Clear();
        var applications = await Db.InitiationsOfAsync(opportunity.Id, cancel);
        var shown = InitiationPage.ShownOf(applications);
        var people = applications.SelectMany(one => one.Decisions.Select(decision => decision.ById).Append(one.ApplicantId).Concat(one.Budget.Select(line => line.PersonId)));
        return new InitiationPage(
            opportunity, applications, shown is null ? PresalesCapacity.None : await PresalesCapacity.OfAsync(Db, Viewer, shown, Today, cancel),
            await CoverageAsync(opportunity.Id, cancel), word ?? new InitiationWordForm { Version = shown?.Version ?? 0, InitiationId = shown?.Id ?? 0 },
            await RightsAsync(opportunity.Id, cancel), await Organisation.ReadAsync(Db, people, cancel), Today)
        {
            MarginOfContracts = opportunity.IsOpen ? null : await Db.MarginOfContractsAsync(opportunity.Id, cancel),
        };
    }

    private async Task<RelationCoverage> CoverageAsync(long id, CancellationToken cancel)
    {
        var mode = await Db.BuyingCentres.Where(row => row.OpportunityId == id).Select(row => row.Procurement).SingleOrDefaultAsync(cancel);
        var people = await Db.RelationsOfAsync(Viewer, id, cancel);
        return RelationCoverage.Of([.. people.Select(row => row.Person)], BuyingCentreNeeds.Of(mode), Today, CompanyTime.DayOf);
    }

    private async Task<InitiationRights> RightsAsync(long id, CancellationToken cancel) => new(
        await MayAsync(id, AccessAction.Write, cancel), await MayAsync(id, AccessAction.Approve, cancel), await MayAsync(id, AccessAction.Log, cancel),
        Db.Company.Facts.Approvals.LimitOf(Viewer.Roles), Viewer.PersonId);
}
