using Bogus;
using SiCrm.Domain.Leads;

namespace SiCrm.Infrastructure.Demo.Scale;

/// <summary>The lives that a lead may have, and how likely each is.</summary>
internal static class ScaleLife
{
    private static readonly ScaleStep Qualify = new(LeadEventKind.Qualified, 0.1, 40);
    private static readonly ScaleStep Assign = new(LeadEventKind.Assigned, 0.1, 30);
    private static readonly ScaleStep Start = new(LeadEventKind.Started, 0.5, 110);
    private static readonly ScaleStep Revalue = new(LeadEventKind.Revalued, 20, 200);
    private static readonly ScaleStep Convert = new(LeadEventKind.Converted, 100, 800);
    private static readonly ScaleStep Disqualify = new(LeadEventKind.Disqualified, 0.2, 700);
    private static readonly ScaleStep Reclaim = new(LeadEventKind.Reclaimed, 80, 400);
    private static readonly ScaleStep AssignAgain = new(LeadEventKind.Assigned, 24, 1_200);

    private static readonly (float Share, ScaleStep[] Steps)[] Lives =
    [
        (0.20f, [Qualify, Assign, Start, Convert]),
        (0.25f, [Qualify, Assign, Start, Disqualify]),
        (0.10f, [Qualify, Assign, Start, Revalue, Disqualify]),
        (0.13f, [Qualify, Assign, Reclaim, AssignAgain, Start, Disqualify]),
        (0.13f, [Qualify, Assign, Start, Reclaim, Disqualify]),
        (0.09f, [Qualify, Assign, Reclaim, AssignAgain, Start, Revalue, Convert]),
        (0.10f, [Disqualify]),
    ];

    private static readonly ScaleStep[][] Steps = [.. Lives.Select(life => life.Steps)];
    private static readonly float[] Shares = [.. Lives.Select(life => life.Share)];

    public static ScaleStep[] Any(Randomizer chance) => chance.WeightedRandom(Steps, Shares);
}

/// <summary>What happens next, and after how many hours.</summary>
internal sealed record ScaleStep(LeadEventKind Kind, double Least, double Most)
{
    public TimeSpan Wait(Randomizer chance) => TimeSpan.FromHours(chance.Double(Least, Most));
}
