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
        ["Infrastructure/Reports/RollupChange.cs"] = "roll-ups are kept of all leads, and cut to a scope when read",
        ["Infrastructure/Reports/EventSlices.cs"] = "cut to the viewer's slices",
        ["Infrastructure/Reports/DailyRows.cs"] = "whose customer it is, which everybody may know",
        ["Infrastructure/Customers/CustomerMatches.cs"] = "nobody makes a second customer of the same",
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
        @"\b[dD]b\.(?:(?:Leads|Customers|Contacts|Opportunities)\b|Set<(?:Lead|Customer|Contact|Opportunity)>\(\))(?!(?:\s*\.AsNoTracking\(\))?\s*\.(?:VisibleTo|BranchesFor)\b)(?!\.Add(?:Range)?\()",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PastTheDoor();
}
