namespace SiCrm.Domain.Reports.Pipeline;

/// <summary>Where a probability comes from.</summary>
public enum ForecastMethod
{
    /// <summary>The company's own estimate for the stage.</summary>
    StageDefault,

    /// <summary>The share won of those that entered the stage in the last 24 months.</summary>
    Learned,

    /// <summary>The share signed in time of those that stood in the horizon when past periods began.</summary>
    Horizon,

    /// <summary>The manager's call, the stage's estimate where he made none.</summary>
    Called,
}

/// <summary>A row of history as far as the forecast reads it: how the opportunity stands after it.</summary>
/// <param name="HasEntered">It came into the stage by this row.</param>
public readonly record struct ForecastRow(
    long OpportunityId, DateTime At, bool HasEntered, int? Called, OpportunityStanding Standing, OpportunityAttributes Opportunity);

/// <summary>An open opportunity at the instant of a forecast.</summary>
public readonly record struct ForecastItem(long OpportunityId, int? Called, OpportunityStanding Standing, OpportunityAttributes Opportunity)
{
    public long Amount => Standing.Amount;

    /// <summary>The stages that it has entered in the history that was gone through; of one that stood at its beginning, the stage of then.</summary>
    public StageEntry? Entered { get; init; }

    /// <summary>Nobody has said when it may be signed: the learned time until such opportunities are closed says it instead.</summary>
    public bool IsUndated => Standing is { ExpectedOn: null, IsHeld: false };
}

/// <summary>A won opportunity, as it stood when it was won.</summary>
public readonly record struct ForecastWin(long OpportunityId, DateTime At, DateOnly On, OpportunityStanding Standing, OpportunityAttributes Opportunity);
