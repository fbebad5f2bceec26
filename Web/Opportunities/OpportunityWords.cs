using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Opportunities;

/// <summary>Says what is kept of opportunities in the reader's words.</summary>
public static class OpportunityWords
{
    public static string IconOf(OpportunityEventKind kind) => kind switch
    {
        OpportunityEventKind.Opened => "plus",
        OpportunityEventKind.Advanced => "arrow-right",
        OpportunityEventKind.MovedBack => "rotate-clockwise",
        OpportunityEventKind.Won => "circle-check",
        OpportunityEventKind.Lost or OpportunityEventKind.Abandoned => "x",
        OpportunityEventKind.Reopened => "rotate-clockwise",
        OpportunityEventKind.HandedOver or OpportunityEventKind.TeamChanged => "users",
        OpportunityEventKind.Redated => "clock",
        _ => "edit",
    };

    /// <summary>What is hidden from him elsewhere is not said in the timeline either.</summary>
    public static bool IsShown(string field, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return field is not nameof(Opportunity.BudgetAmount) || viewer.Sees(SensitiveField.Amount);
    }

    /// <summary>A kept value as people read it.</summary>
    public static string Read(this Words words, string field, string? value, OrganisationFacts names)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(names);
        return value is null ? Show.Nothing : field switch
        {
            nameof(Opportunity.BudgetState) when Enum.TryParse<CustomerBudgetState>(value, out var state) => words.Of(state),
            nameof(Opportunity.IsStrategic) => words["Opportunities.Yes"],
            nameof(Opportunity.Members) => string.Join(", ", value.Split(", ").Select(part => Share(part, names))),
            nameof(Opportunity.Competitors) => Competitor(words, value),
            _ => value,
        };
    }

    private static string Share(string part, OrganisationFacts names) =>
        part.Split(':') is [var id, var share] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var person)
            && int.TryParse(share, NumberStyles.None, CultureInfo.InvariantCulture, out var points)
            ? $"{names.Person(person) ?? "?"} {(points / 100m).ToString("0.##", CultureInfo.InvariantCulture)} %" : part;

    private static string Competitor(Words words, string value)
    {
        var at = value.LastIndexOf(": ", StringComparison.Ordinal);
        return at > 0 && Enum.TryParse<CompetitorPosition>(value[(at + 2)..], out var position) ? $"{value[..at]} ({words.Of(position)})" : value;
    }
}
