using System.Text.RegularExpressions;

namespace SiCrm.Tests.Architecture;

/// <summary>Records are reached through their door only: a query that begins at the table itself says here why it may.</summary>
public partial class AccessSpecs
{
    /// <summary>Places that work for the program, or tell no more than their caller may know.</summary>
    static readonly Dictionary<string, string> Open = new()
    {
        ["Infrastructure/Database/"] = "what the database itself keeps",
        ["Infrastructure/Demo/"] = "fills an empty database",
        ["Infrastructure/Operations/DataCheck.cs"] = "the machine's owner checks everything",
        ["Infrastructure/Imports/ImportMade.cs"] = "whether an import may take back what it made",
        ["Infrastructure/Imports/ImportUndo.cs"] = "what the import itself made",
        ["Infrastructure/Imports/Running/LeadLookup.cs"] = "a number belongs to a lead whoever sees it",
        ["Infrastructure/Contracts/ContractQueries.cs"] = "which of the contracts in reach a filter asks for",
        ["Infrastructure/Contracts/Catalogue/ProductQueries.cs"] = "whether anything names a product",
        ["Infrastructure/Reports/RollupChange.cs"] = "roll-ups are kept of all leads, and cut to a scope when read",
        ["Infrastructure/Reports/EventSlices.cs"] = "cut to the viewer's slices",
        ["Infrastructure/Reports/Pipeline/PipelineHistory.cs"] = "cut to the viewer's slices",
        ["Infrastructure/Reports/Pipeline/PipelineMoving.cs"] = "cut to the viewer's slices",
        ["Infrastructure/Reports/Pipeline/SalesForecast.cs"] = "only names the product of what is cut to the viewer's slices",
        ["Infrastructure/Reports/Pipeline/PipelineStocks.cs"] = "cut to the viewer's slices",
        ["Infrastructure/Reports/Pipeline/PipelineHits.cs"] = "the numbers of opportunities that are in the viewer's figures",
        ["Infrastructure/Reports/Pipeline/PipelineWork.cs"] = "which of the opportunities in the viewer's figures were worked on",
        ["Infrastructure/Reports/Pipeline/PipelineLate.cs"] = "the names behind frozen weeks, which only those are shown who see all",
        ["Infrastructure/Reports/DailyRows.cs"] = "whose customer it is, which everybody may know",
        ["Infrastructure/Access/HandOvers/HandOverMove.cs"] = "what the confirmed hand-over names",
        ["Infrastructure/Access/HandOvers/HandOverProofs.cs"] = "counts all that somebody leaves, before and after",
        ["Infrastructure/Access/HandOvers/HandOverProposal.cs"] = "counts each successor's load",
        ["Infrastructure/Access/HandOvers/HandOverQueries.cs"] = "counts all that somebody in reach answers for",
        ["Infrastructure/Customers/Contacts/CardPlan.cs"] = "tells of a contact beyond reach whose it is; nobody makes a second one",
        ["Infrastructure/Customers/Contacts/RelationQueries.cs"] = "the names in the map of a visible opportunity, without a way to those beyond reach",
        ["Infrastructure/Customers/Contacts/TouchLog.cs"] = "the customer of a contact in reach, which was spoken with too",
        ["Infrastructure/Customers/CustomerBook.cs"] = "what the database itself keeps",
        ["Infrastructure/Customers/Duplicates/"] = "tells of what is not visible only that it is there, and whose",
        ["Infrastructure/Customers/Merging/CustomerMerging.cs"] = "the contacts of two customers in reach",
        ["Infrastructure/Imports/CustomerImportUndo.cs"] = "what the import itself made",
        ["Infrastructure/Imports/Running/Customers/ContactWriter.cs"] = "the contacts of customers that the importer may change",
        ["Infrastructure/Imports/Running/Customers/CustomerLookup.cs"] = "nobody makes a second customer of the same",
        ["Infrastructure/Imports/Running/Customers/CustomerWriter.cs"] = "customers that the importer may change",
        ["Infrastructure/Imports/Running/Customers/ParentLinker.cs"] = "the groups of customers that the importer may change",
        ["Web/Customers/Duplicates/DismissalsController.cs"] = "whether the other of two is there",
        ["Web/Customers/Merges/MergeRow.cs"] = "the name of what a visible customer took in",
        ["Infrastructure/Customers/CustomerFamily.cs"] = "how deep a group is, whosever its units are",
        ["Infrastructure/Customers/CustomerSilence.cs"] = "a job, and what it would do",
        ["Web/Customers/Categories/CategorySchemeController.cs"] = "the categories of the company as a whole",
        ["Web/Customers/Contacts/Cards/CardsController.cs"] = "the name of a visible contact's employer",
        ["Web/Customers/Contacts/Changes/TouchesController.cs"] = "the name of a visible contact's employer",
        ["Web/Customers/Contacts/ContactRow.cs"] = "the name of a visible contact's employer",
        ["Web/Customers/Contacts/Record/ContactController.cs"] = "the names of a visible contact's employers, and of whom he reports to",
        ["Web/Customers/Contacts/Record/ContactDetail.cs"] = "the name of a visible contact's employer",
        ["Web/Customers/Contacts/Relations/MemberChoices.cs"] = "the names in the map of a visible opportunity",
        ["Web/Customers/Record/CustomerPageController.cs"] = "what a visible customer belongs to, which is read through the door",
        ["Infrastructure/Search/Sources/ContactSource.cs"] = "the name of a visible contact's employer",
        ["Infrastructure/Customers/Care/CareBook.cs"] = "what is kept with a change of the customer",
        ["Infrastructure/Customers/Care/CareExpectations.cs"] = "a job",
        ["Infrastructure/Customers/Care/CareLists.cs"] = "the names in care tasks that are in reach",
        ["Infrastructure/Customers/Care/CareNight.cs"] = "a job",
        ["Infrastructure/Customers/Care/CareOfContracts.cs"] = "a job",
        ["Infrastructure/Customers/Care/CareWanted.cs"] = "a job",
        ["Infrastructure/Customers/Continuity/ContinuityNight.cs"] = "a job",
        ["Infrastructure/Customers/Continuity/ContinuityReading.cs"] = "a job",
        ["Infrastructure/Opportunities/Gates/GateVerbs.cs"] = "a job, for the expired conditions",
        ["Infrastructure/Opportunities/Gates/PresalesCapacity.cs"] = "what a visible application displaces; of a project beyond reach only its budget, without a name",
        ["Infrastructure/Reports/KeyContacts/KeyContactsReport.cs"] = "the contacts of customers that are read through the door",
        ["Infrastructure/Reports/Neglect/NeglectReport.cs"] = "the name of a visible contact's employer",
        ["Infrastructure/Customers/CustomerMatches.cs"] = "nobody makes a second customer of the same",
        ["Infrastructure/Plans/CalendarReading.cs"] = "the names in care and actions that are in reach",
        ["Infrastructure/Reports/Workload/WorkloadReport.cs"] = "the hours of people in reach, whatever they are for",
        ["Infrastructure/Plans/HomeSteps.cs"] = "the name of an opportunity that somebody takes part in",
        ["Infrastructure/Plans/PlanQueries.cs"] = "the opportunity of an action in reach, whose next step it is",
        ["Infrastructure/Plans/PlanReading.cs"] = "the name of an opportunity that somebody takes part in",
        ["Infrastructure/Leads/DuplicateLeads.cs"] = "tells of what is not visible only that it is there",
        ["Infrastructure/Leads/Desk/Appeals.cs"] = "the former owner's own appeals",
        ["Infrastructure/Leads/Desk/Confirmations.cs"] = "a job",
        ["Infrastructure/Leads/Desk/DeskPeople.cs"] = "counts each candidate's load",
        ["Infrastructure/Leads/Desk/ReclaimDryRun.cs"] = "the lead desk as a whole",
        ["Infrastructure/Leads/Desk/ReclaimExpectations.cs"] = "a job",
        ["Infrastructure/Leads/Desk/ReclaimHistory.cs"] = "the replay over all leads",
        ["Infrastructure/Leads/Desk/ReclaimNight.cs"] = "a job",
        ["Infrastructure/Leads/Desk/ReclaimWarnings.cs"] = "a job",
        ["Infrastructure/Access/Sharing.cs"] = "which customer a visible lead hangs on",
        ["Web/Leads/Desk/ReclaimPolicyController.cs"] = "the lead desk as a whole",
    };

    [Fact]
    public void Records_are_asked_for_through_their_door() =>
        Rule.Holds(
            from file in SourceTree.Code(["Infrastructure", "Web"])
            where !Open.Keys.Any(place => file.StartsWith(place, StringComparison.Ordinal))
            from Match match in PastTheDoor().Matches(CSharpText.OnlyCode(SourceTree.Read(file)))
            select $"{file}: {match.Value}");

    [Fact]
    public void Nothing_is_excused_that_needs_no_excuse() =>
        Rule.Holds(Open.Keys.Where(place => place.EndsWith(".cs", StringComparison.Ordinal)
            && !PastTheDoor().IsMatch(CSharpText.OnlyCode(SourceTree.Read(place)))));

    [Theory]
    [InlineData("db.Leads.Where(lead => lead.Id == 1)", true)]
    [InlineData("await Db.Customers.AsNoTracking().ToListAsync()", true)]
    [InlineData("join lead in db.Opportunities on row.LeadId equals lead.Id", true)]
    [InlineData("db.Set<Contact>().Count()", true)]
    [InlineData("db.Leads.AsNoTracking().VisibleTo(viewer)", false)]
    [InlineData("Db.Contacts.BranchesFor(Viewer)", false)]
    [InlineData("db.Leads.Add(lead)", false)]
    public void The_rule_knows_a_way_past_the_door(string code, bool isPast) => Assert.Equal(isPast, PastTheDoor().IsMatch(code));

    [GeneratedRegex(
        @"\b[dD]b\.(?:(?:Leads|Customers|Contacts|Opportunities|Contracts|ContractLines)\b|Set<(?:Lead|Customer|Contact|Opportunity|Contract|ContractLine)>\(\))(?!(?:\s*\.AsNoTracking\(\))?\s*\.(?:VisibleTo|BranchesFor)\b)(?!\.Add(?:Range)?\()",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PastTheDoor();
}
