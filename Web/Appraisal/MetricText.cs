using System.Globalization;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>How the figures of a sheet look.</summary>
public static class MetricText
{
    public static string Value(AppraisalMetric metric, decimal? value, Words words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return value is not { } known ? Show.Nothing : metric switch
        {
            AppraisalMetric.Signed or AppraisalMetric.Receipts => Show.Money(Money.FromMajor(known)),
            AppraisalMetric.Points => Points(known),
            AppraisalMetric.Speed => known.ToString("0.00", CultureInfo.InvariantCulture),
            AppraisalMetric.FirstContact => words["Appraisal.Hours", known.ToString("#,##0.0", CultureInfo.InvariantCulture)],
            _ => Show.Percent(known),
        };
    }

    public static string Points(decimal points) => points.ToString("#,##0.00", CultureInfo.InvariantCulture);

    public static string Score(decimal? score) => score?.ToString("0.00", CultureInfo.InvariantCulture) ?? Show.Nothing;

    /// <summary>Hundredths as <c>1.30</c>.</summary>
    public static string Factor(int hundredths) => (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public static string Days(decimal? days) => days?.ToString("#,##0.0", CultureInfo.InvariantCulture) ?? Show.Nothing;

    /// <summary>The event of a fact in words.</summary>
    public static string Event(Infrastructure.Appraisal.SheetFact fact, Words words)
    {
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(words);
        return fact.Kind switch
        {
            Infrastructure.Appraisal.SheetFactKind.Stay => words[$"Opportunities.OpportunityEventKind.{fact.Event}"],
            Infrastructure.Appraisal.SheetFactKind.Lead => words[$"Leads.LeadEventKind.{fact.Event}"],
            Infrastructure.Appraisal.SheetFactKind.Plan => words[$"Plans.ActionState.{fact.Event}"],
            Infrastructure.Appraisal.SheetFactKind.Confirmation => words[fact.Event is null ? "Appraisal.NoWord" : $"Reports.ConfirmationAnswer.{fact.Event}"],
            Infrastructure.Appraisal.SheetFactKind.Care => words[$"Care.CareState.{fact.Event}"],
            _ => "",
        };
    }

    /// <summary>Why something does not count although it was done; null where its event says it already.</summary>
    public static string? WhyNot(Infrastructure.Appraisal.SheetFact fact, Words words)
    {
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(words);
        return fact is { IsGood: false, Kind: Infrastructure.Appraisal.SheetFactKind.Care or Infrastructure.Appraisal.SheetFactKind.Plan, Event: "Done" } ? words["Appraisal.DoneAfterItsDay"]
            : fact is { IsGood: false, Kind: Infrastructure.Appraisal.SheetFactKind.Confirmation, Event: not null } ? words["Appraisal.AnsweredAfterTheWeek"] : null;
    }
}
