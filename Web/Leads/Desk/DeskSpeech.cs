using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Desk;

/// <summary>How the desk says waiting times and reasons.</summary>
public static class DeskSpeech
{
    /// <summary>What was waited, in working days and hours.</summary>
    public static string Waited(this Words words, DateTime from, DateTime to, CompanyTime time, BusinessCalendar calendar)
    {
        var hours = BusinessHours.Default;
        var waited = hours.Between(from, to, time, calendar);
        var days = (int)(waited / hours.Length);
        var rest = (int)(waited - (days * hours.Length)).TotalHours;
        var day = days == 1 ? "Day" : "Days";
        return (days, rest) switch
        {
            (0, 0) => words["Desk.Waited.Fresh"],
            (0, 1) => words["Desk.Waited.Hour", rest],
            (0, _) => words["Desk.Waited.Hours", rest],
            (_, 0) => words[$"Desk.Waited.{day}", days],
            _ => words[$"Desk.Waited.{day}Hours", days, rest],
        };
    }

    /// <summary>"covers East, knows Finance, 12 open leads, the fewest in the team".</summary>
    public static string Because(this Words words, IEnumerable<PlacementReason> reasons) =>
        string.Join(words["Desk.Because.Separator"], reasons.Select(reason => words[$"Desk.Because.{reason.Cause}", [.. reason.Args]]));

    /// <summary>A reclaim's reason is its rule, or the coordinator's own words.</summary>
    public static string ReclaimReason(this Words words, string? reason) =>
        Enum.TryParse<ReclaimRule>((reason ?? "").Split(':')[0], out var rule) ? words.Of(rule) : reason ?? Show.Nothing;

    /// <summary>A person in a list of choices, with what he holds.</summary>
    public static string Choice(this Words words, Candidate person) => person.Capacity is { } capacity
        ? words["Desk.Choice.Room", person.Name, person.Team ?? Show.Nothing, person.OpenLeads, capacity]
        : words["Desk.Choice", person.Name, person.Team ?? Show.Nothing, person.OpenLeads];
}
