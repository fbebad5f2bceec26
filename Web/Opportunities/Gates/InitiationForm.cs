using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Web.Access;

namespace SiCrm.Web.Opportunities.Gates;

/// <summary>One line of the presales budget as it is typed; an empty one counts for nothing.</summary>
public sealed class InitiationLineForm
{
    public PresalesKind Kind { get; set; }

    [StringLength(PresalesLine.WordsLength)]
    public string? Speciality { get; set; }

    public long? PersonId { get; set; }

    [Range(0, 1000)]
    public decimal? Days { get; set; }

    public Money? Rate { get; set; }

    public Money? Amount { get; set; }

    public DateOnly? StartOn { get; set; }

    public DateOnly? EndOn { get; set; }

    public bool IsEmpty => Speciality is null && Days is null && Rate is null && Amount is null && PersonId is null;

    public static InitiationLineForm Of(PresalesLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var isDays = line.Kind == PresalesKind.PersonDays;
        return new InitiationLineForm
        {
            Kind = line.Kind,
            Speciality = line.Speciality,
            PersonId = line.PersonId,
            Days = isDays ? line.TenthDays / 10m : null,
            Rate = isDays ? line.Rate : null,
            Amount = isDays ? null : line.Amount,
            StartOn = line.StartOn,
            EndOn = line.EndOn,
        };
    }

    /// <summary>A colleague who is asked for without dates is wanted from now until the signing.</summary>
    public PresalesLine ToLine(Money dayRate, DateOnly today, DateOnly expectedOn) => Kind == PresalesKind.PersonDays
        ? new PresalesLine(Kind, Speciality ?? "", PersonId, (int)Math.Round((Days ?? 0) * 10m, MidpointRounding.AwayFromZero), Rate ?? dayRate, Money.Zero,
            StartOn ?? (PersonId is null ? null : today), EndOn ?? (PersonId is null ? null : Max(StartOn ?? today, Min(expectedOn, today.AddDays(PresalesLine.MostSpan)))))
        : new PresalesLine(Kind, Speciality ?? "", null, 0, Money.Zero, Amount ?? Money.Zero, StartOn, EndOn);

    private static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;
}

/// <summary>The application as it is typed.</summary>
public sealed class InitiationForm
{
    private const int EmptyLines = 3;

    [Required]
    public Money? Amount { get; set; }

    /// <summary>The gross margin that is expected.</summary>
    [Required]
    public Money? Margin { get; set; }

    [Required, Range(1, 99)]
    public int? Probability { get; set; }

    [Required]
    public DateOnly? ExpectedOn { get; set; }

    [Required, StringLength(OpportunityLengths.Lessons)]
    public string? Strategy { get; set; }

    [StringLength(OpportunityLengths.Need)]
    public string? Competitors { get; set; }

    public IReadOnlyList<InitiationLineForm> Lines { get; set; } = new List<InitiationLineForm>();

    public InitiationForm WithMoreLines() => Padded(EmptyLines);

    public InitiationTerms Terms(Money dayRate, DateOnly today) => new(
        Amount ?? Money.Zero, Margin ?? Money.Zero, Probability ?? 0, ExpectedOn ?? today, Strategy ?? "", Competitors,
        [.. Lines.Where(line => !line.IsEmpty).Select(line => line.ToLine(dayRate, today, ExpectedOn ?? today))]);

    /// <summary>As it was applied for last, or as far as the opportunity knows.</summary>
    /// <param name="viewer">What he does not see is not filled in.</param>
    public static InitiationForm Of(Opportunity opportunity, Initiation? last, Viewer viewer, string? competitors)
    {
        ArgumentNullException.ThrowIfNull(opportunity);
        ArgumentNullException.ThrowIfNull(viewer);
        var form = new InitiationForm
        {
            Amount = viewer.See(SensitiveField.Amount, opportunity.Amount ?? last?.Amount),
            Margin = viewer.See(SensitiveField.Margin, last?.Margin),
            Probability = last?.Probability,
            ExpectedOn = opportunity.ExpectedOn ?? last?.ExpectedOn,
            Strategy = last?.Strategy,
            Competitors = last?.Competitors ?? competitors,
            Lines = viewer.Sees(SensitiveField.PresalesCost) ? [.. last?.Budget.Select(InitiationLineForm.Of) ?? []] : [],
        };
        return form.Padded(EmptyLines);
    }

    private InitiationForm Padded(int more)
    {
        Lines = [.. Lines.Concat(Enumerable.Range(0, more).Select(_ => new InitiationLineForm())).Take(Initiation.MostLines)];
        return this;
    }
}

/// <summary>What the approver says.</summary>
public sealed class InitiationWordForm
{
    public int Version { get; set; }

    /// <summary>The application that was on the page.</summary>
    public long InitiationId { get; set; }

    [Required]
    public InitiationVerdict? Verdict { get; set; }

    [StringLength(OpportunityLengths.Need)]
    public string? Reason { get; set; }

    public DateOnly? Until { get; set; }
}
