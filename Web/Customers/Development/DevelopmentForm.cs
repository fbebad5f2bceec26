using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Customers.Development;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Development;

namespace SiCrm.Web.Customers.Development;

/// <summary>One action as it is typed.</summary>
public sealed class PlannedActionForm
{
    [StringLength(DevelopmentPlan.ActionLength)]
    public string? What { get; set; }

    public long? PersonId { get; set; }

    public DateOnly? DueOn { get; set; }

    public bool IsDone { get; set; }
}

/// <summary>A version of a plan as it is typed.</summary>
public sealed class DevelopmentForm
{
    public const int Lines = 5;

    public Money? Target { get; set; }

    [StringLength(DevelopmentPlan.ProductsLength)]
    public string? Products { get; set; }

    public IReadOnlyList<PlannedActionForm> Actions { get; set; } = new List<PlannedActionForm>();

    /// <summary>The version that was on the page; another one since then is not overwritten unseen.</summary>
    public int Number { get; set; }

    public static DevelopmentForm Of(DevelopmentPlan? plan)
    {
        var known = plan?.Actions.OrderBy(action => action.Place)
            .Select(action => new PlannedActionForm { What = action.What, PersonId = action.PersonId, DueOn = action.DueOn, IsDone = action.IsDone }).ToList() ?? [];
        var empty = Enumerable.Range(0, Math.Min(DevelopmentPlan.MostActions, Math.Max(Lines, known.Count + 2)) - known.Count).Select(_ => new PlannedActionForm());
        return new DevelopmentForm { Target = plan?.Target, Products = plan?.Products, Actions = [.. known, .. empty], Number = plan?.Number ?? 0 };
    }

    public DevelopmentPlan ToPlan(long customerId, FiscalSpan period, Stamp stamp) => new(customerId, period.From, Number + 1, Target, Products,
        [.. Actions.Select(action => new PlannedAction(action.What ?? "", action.PersonId, action.DueOn, action.IsDone))], stamp);
}

/// <summary>A customer's plan for a period with its versions and what stands against it.</summary>
public sealed record DevelopmentPage(
    long CustomerId, string Customer, FiscalSpan Period, DevelopmentForm Form, IReadOnlyList<DevelopmentPlan> Versions, DevelopmentProspect Prospect,
    OrganisationFacts Names, IReadOnlyList<Colleague> People, bool MayWrite)
{
    public string Path => $"/customers/{CustomerId}/development";

    public string In(FiscalSpan period) => $"{Path}?on={Shared.Show.Day(period.From)}";

    /// <summary>Signed ÷ target; null without a target.</summary>
    public decimal? Share => Versions.Count > 0 && Versions[0].Target is { Minor: > 0 } target ? decimal.Divide(Prospect.Signed.Minor, target.Minor) : null;

    /// <summary>The contracts that make up what was signed.</summary>
    public string Contracts => $"/contracts?customer={CustomerId}&from={Shared.Show.Day(Period.From)}&to={Shared.Show.Day(Period.Until)}";
}
