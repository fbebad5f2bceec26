using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities;

/// <summary>One line of an opportunity's timeline: exactly one of the three is there.</summary>
public sealed record OpportunityHappening(DateTime At, long? ActorId, OpportunityEvent? Event, OpportunityChange? Change, Instruction? Instruction = null)
{
    /// <summary>What came of the instruction, not what was wanted.</summary>
    public bool IsAnswer { get; init; }
}

public static class OpportunityTimeline
{
    private const int Most = 200;

    /// <summary>What happened to it, the newest first; a history longer than a screen's worth is cut at its beginning.</summary>
    /// <param name="instructions">Those of the opportunity: given and answered they are part of what happened.</param>
    public static async Task<IReadOnlyList<OpportunityHappening>> TimelineOfOpportunityAsync(
        this CrmDbContext db, long id, IReadOnlyList<Instruction> instructions, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        var events = await db.OpportunityEvents.AsNoTracking().Where(row => row.OpportunityId == id).OrderByDescending(row => row.Seq).Take(Most).ToListAsync(cancel);
        var changes = await db.OpportunityChanges.AsNoTracking().Where(row => row.OpportunityId == id)
            .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(Most).ToListAsync(cancel);
        return
        [
            .. events.Select(row => (Order: row.Seq, Line: new OpportunityHappening(row.At, row.ActorId, row, null)))
                .Concat(changes.Select(row => (Order: 0, Line: new OpportunityHappening(row.At, row.ActorId, null, row))))
                .Concat(instructions.SelectMany(LinesOf).Select(line => (Order: int.MaxValue, Line: line)))
                .OrderByDescending(pair => pair.Line.At).ThenByDescending(pair => pair.Order).Select(pair => pair.Line),
        ];
    }

    private static IEnumerable<OpportunityHappening> LinesOf(Instruction row)
    {
        yield return new OpportunityHappening(row.GivenAt, row.GivenById, null, null, row);
        if (row.AnsweredAt is { } at)
        {
            yield return new OpportunityHappening(at, row.AnsweredById, null, null, row) { IsAnswer = true };
        }
    }
}
