namespace SiCrm.Domain.Customers.Continuity;

/// <summary>What the score looks at; days are those of <see cref="ContinuityScore.WindowDays"/>.</summary>
/// <param name="KeyContacts">Key contacts who are there.</param>
/// <param name="SharedContacts">Those of them whom at least two colleagues touched.</param>
/// <param name="OthersTouches">Touches by others than the owner.</param>
/// <param name="HasNextDate">An act of care is planned, and not overdue.</param>
/// <param name="Notes">Touches with words, and the note on the customer.</param>
public readonly record struct ContinuityFacts(
    int KeyContacts, int SharedContacts, int Touches, int OthersTouches, bool HasNextDate, bool HasDeputy, int Notes);

public enum ContinuityPart
{
    /// <summary>Key contacts know a second colleague.</summary>
    SecondColleague,

    /// <summary>Others than the owner speak with the customer.</summary>
    SharedTouches,
    NextDate,

    /// <summary>A colleague is named who takes over.</summary>
    Deputy,

    /// <summary>What is known is written down.</summary>
    Knowledge,
}

/// <summary>
/// 客户延续度, 0 to 100: how well the customer would go on without its owner. Each part gives points up to its most: the share
/// of key contacts whom two colleagues touched; the share of touches by others, full at a third; a next date that is not
/// overdue; a named deputy; written words, full at <see cref="EnoughNotes"/>.
/// </summary>
public sealed record ContinuityScore(int SecondColleague, int SharedTouches, int NextDate, int Deputy, int Knowledge)
{
    public const int WindowDays = 180;
    public const int EnoughNotes = 5;

    /// <summary>Below it a customer is its owner's alone.</summary>
    public const int Weak = 40;

    public static readonly IReadOnlyDictionary<ContinuityPart, int> Most = new Dictionary<ContinuityPart, int>
    {
        [ContinuityPart.SecondColleague] = 30, [ContinuityPart.SharedTouches] = 20, [ContinuityPart.NextDate] = 15,
        [ContinuityPart.Deputy] = 20, [ContinuityPart.Knowledge] = 15,
    };

    public int Total => SecondColleague + SharedTouches + NextDate + Deputy + Knowledge;

    public int this[ContinuityPart part] => part switch
    {
        ContinuityPart.SecondColleague => SecondColleague,
        ContinuityPart.SharedTouches => SharedTouches,
        ContinuityPart.NextDate => NextDate,
        ContinuityPart.Deputy => Deputy,
        _ => Knowledge,
    };

    public static ContinuityScore Of(ContinuityFacts facts) => new(
        Points(ContinuityPart.SecondColleague, facts.SharedContacts, facts.KeyContacts),
        Points(ContinuityPart.SharedTouches, facts.OthersTouches * 3, facts.Touches),
        facts.HasNextDate ? Most[ContinuityPart.NextDate] : 0,
        facts.HasDeputy ? Most[ContinuityPart.Deputy] : 0,
        Points(ContinuityPart.Knowledge, facts.Notes, EnoughNotes));

    /// <summary>Nothing of nothing is no merit: without a key contact nobody knows one.</summary>
    private static int Points(ContinuityPart part, int count, int of) => of == 0 ? 0 : Most[part] * Math.Min(count, of) / of;
}
