using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Plans;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Web.Plans.Templates;

/// <summary>One step as it is written; one without words is left out.</summary>
public sealed class TemplateLineForm
{
    public ActionKind Kind { get; set; }

    [StringLength(PlanAction.TitleLength)]
    public string? Title { get; set; }

    [Range(0, TemplateLine.MostDays)]
    public int? AfterDays { get; set; }

    [StringLength(20)]
    public string? Hours { get; set; }
}

public sealed class TemplateForm
{
    /// <summary>So many empty steps are offered.</summary>
    private const int Spare = 5;

    [Required, StringLength(PlanTemplate.NameLength)]
    public string? Name { get; set; }

    [StringLength(CustomerLengths.Industry)]
    public string? Industry { get; set; }

    public int? StageId { get; set; }

    [StringLength(PlanGoal.NameLength)]
    public string? Goal { get; set; }

    public bool IsRetired { get; set; }

    public int Version { get; set; }

    public IReadOnlyList<TemplateLineForm> Lines { get; set; } = new List<TemplateLineForm>();

    public static TemplateForm Of(PlanTemplate? template) => new()
    {
        Name = template?.Name,
        Industry = template?.Industry,
        StageId = template?.StageId,
        Goal = template?.Goal,
        IsRetired = template?.IsRetired ?? false,
        Version = template?.Version ?? 0,
        Lines = [.. (template?.Lines ?? []).Select(Line), .. Enumerable.Range(0, Spare).Select(_ => new TemplateLineForm())],
    };

    /// <summary>Null with the number of the step whose hours can't be read.</summary>
    public TemplateTerms? Terms(Action<int> wrong)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        var (lines, isRead) = (new List<TemplateLine>(), true);
        foreach (var (line, i) in Lines.Select((line, i) => (line, i)).Where(pair => pair.line.Title is not null))
        {
            var minutes = 0;
            if (line.Hours is not null && !ClockText.TryReadLength(line.Hours, out minutes))
            {
                wrong(i);
                isRead = false;
            }

            lines.Add(new TemplateLine(line.Kind, line.Title ?? "", line.AfterDays ?? 0, minutes));
        }

        return isRead ? new(Name, Industry, StageId, Goal, lines) : null;
    }

    private static TemplateLineForm Line(TemplateLine line) => new()
    {
        Kind = line.Kind,
        Title = line.Title,
        AfterDays = line.AfterDays,
        Hours = line.Minutes == 0 ? null : ClockText.Hours(line.Minutes),
    };
}

/// <param name="Id">Null for one that is made new.</param>
public sealed record TemplatePage(TemplateForm Form, long? Id);

public sealed record TemplateListPage(IReadOnlyList<PlanTemplate> Templates, OrganisationFacts Names);
