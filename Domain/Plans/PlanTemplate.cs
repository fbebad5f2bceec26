using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Plans;

/// <summary>One step of a template.</summary>
/// <param name="AfterDays">So many working days after the first day.</param>
public sealed record TemplateLine(ActionKind Kind, string Title, int AfterDays, int Minutes)
{
    public const int MostDays = 120;

    /// <summary>All day, until somebody agrees on an hour.</summary>
    internal ActionTerms From(DateOnly first, long? goalId, IReadOnlyList<Person> people, BusinessCalendar calendar) =>
        new(Title, Kind, goalId, calendar.AddWorkingDays(first, AfterDays), null, Minutes, null, null, people);
}

/// <summary>What a template says: for which opportunities, and what is done there.</summary>
/// <param name="Industry">Null for every industry, as <paramref name="StageId"/> for every stage.</param>
/// <param name="Goal">The goal that its steps lead to.</param>
public sealed record TemplateTerms(string? Name, string? Industry, int? StageId, string? Goal, IReadOnlyList<TemplateLine> Lines);

/// <summary>计划模板: the usual steps for an industry and a stage, to begin a plan with.</summary>
public sealed class PlanTemplate
{
    public const int NameLength = 80;
    public const int MostLines = 30;

    private List<TemplateLine> _lines = [];

    public PlanTemplate(TemplateTerms terms, Stamp stamp)
        : this() => Become(terms, stamp);

    private PlanTemplate() => Name = "";

    public long Id { get; private set; }

    public string Name { get; private set; }

    public string? Industry { get; private set; }

    public int? StageId { get; private set; }

    public string? Goal { get; private set; }

    public IReadOnlyList<TemplateLine> Lines => _lines;

    public DateTime ChangedAt { get; private set; }

    public long? ChangedById { get; private set; }

    /// <summary>Not offered any more; plans that were made from it stay.</summary>
    public bool IsRetired { get; private set; }

    public int Version { get; private set; }

    public void Become(TemplateTerms terms, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var lines = terms.Lines.Select(line => line with { Title = PlainText.Line(line.Title) ?? "" }).Where(line => line.Title.Length > 0).ToList();
        (PlainText.Line(terms.Name) is null ? new Refusal("TemplateNeedsName")
            : lines.Count is 0 or > MostLines ? new Refusal("TemplateNeedsLines", MostLines)
            : lines.Exists(line => line.AfterDays is < 0 or > TemplateLine.MostDays) ? new Refusal("TemplateDaysOutOfRange", TemplateLine.MostDays)
            : lines.Exists(line => line.Minutes is < 0 or > PlanAction.MostMinutes) ? new Refusal("ActionHoursOutOfRange", PlanAction.MostMinutes / 60)
            : null).ThrowIfRefused();
        (Name, Industry, StageId, Goal) = (PlainText.Line(terms.Name) ?? "", PlainText.Line(terms.Industry), terms.StageId, PlainText.Line(terms.Goal));
        (_lines, ChangedAt, ChangedById) = (lines, stamp.At, stamp.ActorId);
        Version++;
    }

    public void Retire(bool isRetired, Stamp stamp)
    {
        (IsRetired, ChangedAt, ChangedById) = (isRetired, stamp.At, stamp.ActorId);
        Version++;
    }

    /// <summary>How well it fits: by industry and stage, by one of them, or for everything; null when it is for others.</summary>
    public int? FitFor(string? industry, int stageId) =>
        IsRetired || (StageId is { } stage && stage != stageId) || (Industry is { } known && !string.Equals(known, industry, StringComparison.OrdinalIgnoreCase)) ? null
        : (StageId is null ? 0 : 2) + (Industry is null ? 0 : 1);
}
