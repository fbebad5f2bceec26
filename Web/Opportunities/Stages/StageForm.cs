using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Opportunities;

namespace SiCrm.Web.Opportunities.Stages;

/// <summary>What an administrator may set of a stage.</summary>
public sealed class StageForm
{
    /// <summary>Null for a new one.</summary>
    public int? Id { get; set; }

    public int Version { get; set; }

    /// <summary>An end has neither a probability of its own nor norm days.</summary>
    public bool IsEnd { get; set; }

    [Required, StringLength(Stage.NameLength)]
    public string? English { get; set; }

    [Required, StringLength(Stage.NameLength)]
    public string? Chinese { get; set; }

    [Range(0, 100)]
    public int Probability { get; set; }

    [Range(1, Stage.MostNormDays)]
    public int? NormDays { get; set; }

    /// <summary>A line each.</summary>
    [StringLength(Stage.MostChecks * (Stage.CheckLength + 2))]
    public string? Checklist { get; set; }

    public StageTerms Terms => new(English ?? "", Chinese ?? "", Probability, NormDays, (Checklist ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public static StageForm Of(Stage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return new()
        {
            Id = stage.Id,
            Version = stage.Version,
            IsEnd = !stage.IsOpen,
            English = stage.English,
            Chinese = stage.Chinese,
            Probability = stage.Probability,
            NormDays = stage.NormDays,
            Checklist = string.Join('\n', stage.Checklist),
        };
    }
}
