using System.Globalization;
using SiCrm.Domain.Leads.Desk;
using SiCrm.Infrastructure.Leads.Desk;

namespace SiCrm.Web.Leads.Desk;

/// <summary>A plan as its form carries it: <c>lead:version:person:rule</c>, one after the other. It says what was seen, and grants nothing.</summary>
public static class HandOutPlan
{
    public static string Write(IEnumerable<Placement> plan) => string.Join(' ', plan.Where(row => row.To is not null).Select(row =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Lead.Id}:{row.Lead.Version}:{row.To?.Id}:{row.RuleId ?? 0}")));

    /// <summary>Null for what no preview of ours wrote.</summary>
    public static IReadOnlyList<PlannedMove>? Read(string text)
    {
        var moves = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReadMove).ToList();
        return moves.Count is 0 or > StaleLeads.MostAtOnce || moves.Contains(null) || moves.DistinctBy(move => move?.LeadId).Count() < moves.Count
            ? null
            : [.. moves.OfType<PlannedMove>()];
    }

    private static PlannedMove? ReadMove(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 4 && Number(parts[0]) is { } lead && Number(parts[1]) is { } version and <= int.MaxValue
            && Number(parts[2]) is { } person && Number(parts[3]) is { } rule
            ? new PlannedMove(lead, (int)version, person, rule == 0 ? null : rule)
            : null;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
