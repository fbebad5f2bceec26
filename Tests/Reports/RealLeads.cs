using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Architecture;

namespace SiCrm.Tests.Reports;

/// <summary>The real leads of autumn 2011 that lie beside the project, brought in by the domain's own verbs.</summary>
public static class RealLeads
{
    private static readonly string Folder = SourceTree.Path("../shared/data/leads");

    public static bool AreHere => Directory.Exists(Folder);

    public static async Task BringAsync(CrmDbContext db)
    {
        var events = Read("lead-events.csv").ToLookup(row => row["Lead No"]);
        var people = await PeopleAsync(db, events.SelectMany(rows => rows).Select(row => row["Owner"]));
        var regions = new Dictionary<string, Region>();
        foreach (var name in Read("leads.csv").Select(row => row["Region"]).Distinct())
        {
            db.Add(regions[name] = new Region(name));
        }

        await db.SaveChangesAsync();
        await db.InsertInBulkAsync(Read("leads.csv").Select(row => Lead(row, events[row["Lead No"]], people, regions)).ToList());
    }

    private static Lead Lead(
        Dictionary<string, string> row, IEnumerable<Dictionary<string, string>> events, Dictionary<string, Person> people, Dictionary<string, Region> regions)
    {
        var lead = new Lead(row["Lead No"], new LeadFacts
        {
            Company = row["Company"],
            Channel = Enum.Parse<LeadChannel>(row["Channel"].Replace(" c", "C", StringComparison.Ordinal)),
            Industry = row["Industry"],
            RegionId = regions[row["Region"]].Id,
            Amount = Money.FromMajor(decimal.Parse(row["Estimated Amount"], CultureInfo.InvariantCulture)),
        }, LeadOrigin.Import, At(row["Captured At"]));
        foreach (var step in events)
        {
            Move(lead, step["To"], At(step["At"]), people.GetValueOrDefault(step["Owner"]));
        }

        return lead;
    }

    private static void Move(Lead lead, string to, Stamp stamp, Person? owner)
    {
        switch (Enum.Parse<LeadStatus>(to))
        {
            case LeadStatus.Qualified: lead.Qualify(new QualificationAnswers(Answer.Yes, Answer.Yes, Answer.Yes), stamp); break;
            case LeadStatus.Assigned: lead.AssignTo(owner!, stamp); break;
            case LeadStatus.Working: lead.Start(stamp); break;
            case LeadStatus.Converted: LeadConversion.Convert(lead, "", lead.Company, null, null, stamp); break;
            case LeadStatus.Disqualified: lead.Disqualify(DisqualifyReason.Other, null, stamp); break;
            default: throw new InvalidOperationException(to);
        }
    }

    private static Stamp At(string text)
    {
        var at = Stamp.WholeMilliseconds(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime);
        return new Stamp(null, at, DateOnly.FromDateTime(at));
    }

    private static async Task<Dictionary<string, Person>> PeopleAsync(CrmDbContext db, IEnumerable<string> names)
    {
        var people = names.Where(name => name.Length > 0).Distinct()
            .ToDictionary(name => name, name => new Person(name, null, null, null, new DateOnly(2011, 1, 1), Role.Sales));
        db.AddRange(people.Values);
        await db.SaveChangesAsync();
        return people;
    }

    private static IEnumerable<Dictionary<string, string>> Read(string file)
    {
        var lines = File.ReadLines(Path.Combine(Folder, file)).Select(line => line.Split(',')).ToList();
        return lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second));
    }
}
