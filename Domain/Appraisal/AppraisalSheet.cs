using System.Security.Cryptography;
using System.Text;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Appraisal;

/// <summary>已结考核表: a person's sheet of a period as it was closed, never changed again, whatever is imported later.</summary>
public sealed class AppraisalSheet
{
    public const int CommentLength = 2000;

    private readonly List<AppraisalAppeal> _appeals = [];

    /// <param name="content">The whole sheet with all behind it, as canonical JSON.</param>
    public AppraisalSheet(long personId, FiscalSpan period, AppraisalFigures figures, AppraisalScore score, string content, string? comment, Stamp stamp)
        : this()
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(score);
        (CanClose(personId, period, stamp) ?? (PlainText.Line(comment) is null ? new Refusal("CommentNeeded") : null)).ThrowIfRefused();
        (PersonId, PeriodOn, Months, SchemeId) = (personId, period.From, period.Months, score.SchemeId);
        (Signed, PointUnits, ScoreHundredths) = (figures.Signed, figures.PointUnits, (int?)(score.Total * 100));
        (Content, Comment, ClosedAt, ClosedById) = (content, PlainText.Lines(comment) ?? "", stamp.At, stamp.ActorId);
        Hash = HashOf();
    }

    private AppraisalSheet() => Content = Comment = Hash = "";

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    /// <summary>The period's first day.</summary>
    public DateOnly PeriodOn { get; private set; }

    public int Months { get; private set; }

    public long SchemeId { get; private set; }

    public Money Signed { get; private set; }

    public long PointUnits { get; private set; }

    public int? ScoreHundredths { get; private set; }

    public string Content { get; private set; }

    /// <summary>What the manager says of it.</summary>
    public string Comment { get; private set; }

    public DateTime ClosedAt { get; private set; }

    public long? ClosedById { get; private set; }

    /// <summary>SHA-256 over all of the above, as lower-case hexadecimal digits.</summary>
    public string Hash { get; private set; }

    /// <summary>申诉: lines of their own, each signed; the sheet itself stays.</summary>
    public IReadOnlyList<AppraisalAppeal> Appeals => _appeals;

    public decimal? Score => ScoreHundredths / 100m;

    /// <summary>With what was accepted of the appeals.</summary>
    public decimal? FinalScore => Score + _appeals.Where(appeal => appeal.State == AppealState.Accepted).Sum(appeal => appeal.Change);

    public bool IsIntact => Hash == HashOf() && _appeals.TrueForAll(appeal => appeal.IsIntactOn(this));

    /// <summary>Null when this one may close it.</summary>
    public static Refusal? CanClose(long personId, FiscalSpan period, Stamp stamp) =>
        period.Until >= stamp.Today ? new Refusal("PeriodNotOver", period.Until)
        : stamp.ActorId == personId ? new Refusal("OwnSheet") : null;

    /// <summary>Whose sheet it is asks for so many points more or less, and says why.</summary>
    public AppraisalAppeal Appeal(decimal change, string? reason, Stamp stamp)
    {
        CanAppeal(stamp.ActorId).ThrowIfRefused();
        var appeal = new AppraisalAppeal(this, _appeals.Count + 1, change, reason, stamp);
        _appeals.Add(appeal);
        return appeal;
    }

    public Refusal? CanAppeal(long? actorId) => actorId != PersonId ? new Refusal("AppealOfAnother")
        : Score is null ? new Refusal("NothingToAppeal")
        : _appeals.Exists(appeal => appeal.State == AppealState.Open) ? new Refusal("AppealIsOpen")
        : _appeals.Count >= AppraisalAppeal.Most ? new Refusal("TooManyAppeals", AppraisalAppeal.Most) : null;

    internal static string HashOf(params IEnumerable<object?> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(part =>
            part is IFormattable value ? value.ToString(part is DateTime or DateOnly ? "O" : null, System.Globalization.CultureInfo.InvariantCulture) : part?.ToString() ?? "")))));

    private string HashOf() => HashOf(PersonId, PeriodOn, Months, SchemeId, Signed, PointUnits, ScoreHundredths, Comment, ClosedAt.Ticks, ClosedById, Content);
}
