using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Appraisal;

/// <summary>The weights of one role as they are typed, in percent; all zero: the role is not appraised.</summary>
public sealed class RoleWeightsForm
{
    public Role Role { get; set; }

    public List<int> Weights { get; set; } = [];
}

/// <summary>A version of the scheme as it is typed. Factors are written as <c>1.3</c>.</summary>
public sealed class SchemeForm
{
    /// <summary>Whose work a score can tell.</summary>
    public static readonly IReadOnlyList<Role> Roles = [Role.Sales, Role.SalesManager, Role.Presales, Role.ProjectManager];

    [Required]
    public DateOnly? ValidFrom { get; set; }

    [Required]
    public Money? NewIndustry { get; set; }

    [Required]
    public Money? NewCustomer { get; set; }

    [Required]
    public Money? NewProject { get; set; }

    [Required]
    public Money? Repeat { get; set; }

    [Required]
    public int? LookBackMonths { get; set; }

    [Required]
    public int? Cap { get; set; }

    [StringLength(AppraisalScheme.ReasonLength)]
    public string? Reason { get; set; }

    public List<RoleWeightsForm> Weights { get; set; } = [];

    public static SchemeForm Of(AppraisalScheme scheme, DateOnly validFrom)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        return new SchemeForm
        {
            ValidFrom = validFrom,
            NewIndustry = new(scheme.Factors.NewIndustry),
            NewCustomer = new(scheme.Factors.NewCustomer),
            NewProject = new(scheme.Factors.NewProject),
            Repeat = new(scheme.Factors.Repeat),
            LookBackMonths = scheme.Factors.LookBackMonths,
            Cap = scheme.Cap,
            Weights = [.. Roles.Select(role => new RoleWeightsForm { Role = role, Weights = [.. Enum.GetValues<AppraisalMetric>().Select(metric => scheme.WeightOf(role, metric))] })],
        };
    }

    /// <exception cref="RuleBroken">What is typed is no scheme.</exception>
    public AppraisalScheme ToScheme(Stamp stamp) => new(
        ValidFrom ?? stamp.Today, new CategoryFactors(Hundredths(NewIndustry), Hundredths(NewCustomer), Hundredths(NewProject), Hundredths(Repeat), LookBackMonths ?? 0), Cap ?? 0,
        Weights.Where(row => Roles.Contains(row.Role) && row.Weights.Exists(weight => weight != 0)).DistinctBy(row => row.Role)
            .ToDictionary(row => row.Role, row => (IReadOnlyDictionary<AppraisalMetric, int>)Enum.GetValues<AppraisalMetric>().Zip(row.Weights).ToDictionary(pair => pair.First, pair => pair.Second)),
        Reason, stamp);

    private static int Hundredths(Money? factor) => (int)Math.Min(factor?.Minor ?? 0, int.MaxValue);
}
