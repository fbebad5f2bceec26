using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers.Development;

/// <summary>What somebody does for the plan, and by when.</summary>
/// <param name="PersonId">Null while nobody is named.</param>
public sealed record PlannedAction(string What, long? PersonId, DateOnly? DueOn, bool IsDone);

/// <summary>客户发展计划: what is to be sold to a customer in a fiscal period, and how; one version, the newest holds.</summary>
public sealed class DevelopmentPlan
{
    public const int MostActions = 12;
    public const int ActionLength = 200;
    public const int ProductsLength = 1000;

    private readonly List<DevelopmentAction> _actions = [];

    /// <param name="products">The products to place, one a line.</param>
    /// <exception cref="RuleBroken">Nothing is planned, the target is negative, or there are too many actions.</exception>
    public DevelopmentPlan(long customerId, DateOnly periodOn, int number, Money? target, string? products, IReadOnlyList<PlannedAction> actions, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(actions);
        (CustomerId, PeriodOn, Number, Target, Products) = (customerId, periodOn, number, target, PlainText.Lines(products));
        (At, ActorId) = (stamp.At, stamp.ActorId);
        _actions.AddRange(actions.Where(action => PlainText.Line(action.What) is not null).Select((action, place) => new DevelopmentAction(action, place)));
        Refuse().ThrowIfRefused();
    }

    private DevelopmentPlan()
    {
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    /// <summary>The period's first day.</summary>
    public DateOnly PeriodOn { get; private set; }

    /// <summary>1 for the first version of the period's plan.</summary>
    public int Number { get; private set; }

    public Money? Target { get; private set; }

    public string? Products { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }

    public IReadOnlyList<DevelopmentAction> Actions => _actions;

    private Refusal? Refuse() =>
        Target is { Minor: < 0 } ? new Refusal("PlanTargetNegative")
        : _actions.Count > MostActions ? new Refusal("PlanTooManyActions", MostActions)
        : Target is null && Products is null && _actions.Count == 0 ? new Refusal("PlanIsEmpty")
        : null;
}

/// <summary>One action of one version.</summary>
public sealed class DevelopmentAction
{
    internal DevelopmentAction(PlannedAction action, int place) =>
        (What, PersonId, DueOn, IsDone, Place) = (PlainText.Line(action.What) ?? "", action.PersonId, action.DueOn, action.IsDone, place);

    private DevelopmentAction()
    {
        What = "";
    }

    public long Id { get; private set; }

    public long PlanId { get; private set; }

    public int Place { get; private set; }

    public string What { get; private set; }

    public long? PersonId { get; private set; }

    public DateOnly? DueOn { get; private set; }

    public bool IsDone { get; private set; }

    public PlannedAction Planned => new(What, PersonId, DueOn, IsDone);
}
