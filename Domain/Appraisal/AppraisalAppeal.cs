using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Appraisal;

public enum AppealState
{
    Open,
    Accepted,
    Refused,
}

/// <summary>申诉: a signed line that adjusts a closed score; it counts once another than the appellant has accepted it.</summary>
public sealed class AppraisalAppeal
{
    public const int ReasonLength = 2000;

    /// <summary>For one sheet.</summary>
    public const int Most = 10;

    /// <summary>In points of the score.</summary>
    public const int MostChange = 100;

    internal AppraisalAppeal(AppraisalSheet sheet, int number, decimal change, string? reason, Stamp stamp)
        : this()
    {
        (Math.Abs(change) > MostChange || change == 0 || decimal.Round(change, 2) != change ? new Refusal("ChangeOutOfRange", MostChange)
            : PlainText.Line(reason) is null ? new Refusal("ReasonNeeded") : null).ThrowIfRefused();
        (SheetId, Number, ChangeHundredths, Reason) = (sheet.Id, number, (int)(change * 100), PlainText.Lines(reason) ?? "");
        (At, ActorId) = (stamp.At, stamp.ActorId);
        Hash = HashOn(sheet);
    }

    private AppraisalAppeal() => Reason = Hash = "";

    public long Id { get; private set; }

    public long SheetId { get; private set; }

    /// <summary>Counted from 1 within the sheet.</summary>
    public int Number { get; private set; }

    public int ChangeHundredths { get; private set; }

    public string Reason { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    public AppealState State { get; private set; }

    public string? Words { get; private set; }

    public DateTime? DecidedAt { get; private set; }

    public long? DecidedById { get; private set; }

    /// <summary>Over the line, its decision, and the sheet that it adjusts.</summary>
    public string Hash { get; private set; }

    public int Version { get; private set; }

    public decimal Change => ChangeHundredths / 100m;

    public bool IsIntactOn(AppraisalSheet sheet) => Hash == HashOn(sheet);

    public void Decide(AppraisalSheet sheet, bool isAccepted, string? words, Stamp stamp)
    {
        (CanDecide(stamp.ActorId) ?? (PlainText.Line(words) is null ? new Refusal("ReasonNeeded") : null)).ThrowIfRefused();
        (State, Words) = (isAccepted ? AppealState.Accepted : AppealState.Refused, PlainText.Lines(words));
        (DecidedAt, DecidedById) = (stamp.At, stamp.ActorId);
        Hash = HashOn(sheet);
        Version++;
    }

    public Refusal? CanDecide(long? actorId) => State != AppealState.Open ? new Refusal("AppealIsDecided")
        : actorId == ActorId ? new Refusal("OwnSheet") : null;

    private string HashOn(AppraisalSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return AppraisalSheet.HashOf(sheet.Hash, Number, ChangeHundredths, Reason, At.Ticks, ActorId, State, Words, DecidedAt?.Ticks, DecidedById);
    }
}
