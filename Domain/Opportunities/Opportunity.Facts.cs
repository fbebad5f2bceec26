using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <content>What is known of it: facts, amount, date, horizon, next step.</content>
public sealed partial class Opportunity
{
    public string Name { get; private set; }

    public string? Need { get; private set; }

    public string? Source { get; private set; }

    public long? ProductId { get; private set; }

    public CustomerBudgetState BudgetState { get; private set; }

    public Money? BudgetAmount { get; private set; }

    public string? BudgetSource { get; private set; }

    public bool IsStrategic { get; private set; }

    /// <summary>Held in Cultivation 集中培育 by its owner, whatever its date.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>The sales manager's call in percent.</summary>
    public int? Called { get; private set; }

    public string? NextStep { get; private set; }

    public DateOnly? NextDueOn { get; private set; }

    /// <summary>When somebody last did something with the customer for it.</summary>
    public DateTime? LastActivityAt { get; private set; }

    /// <summary>Number, names, in the form that searches go by.</summary>
    public string SearchText { get; private set; }

    public OpportunityFacts Facts => new()
    {
        Name = Name,
        Need = Need,
        Source = Source,
        ProductId = ProductId,
        BudgetState = BudgetState,
        BudgetAmount = BudgetAmount,
        BudgetSource = BudgetSource,
        IsStrategic = IsStrategic,
    };

    public void Edit(OpportunityFacts facts, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var (before, after) = (Facts, facts.Cleaned());
        Note(nameof(Name), before.Name, after.Name, stamp);
        Note(nameof(Need), before.Need, after.Need, stamp);
        Note(nameof(Source), before.Source, after.Source, stamp);
        Note(nameof(ProductId), OpportunityChange.Text(before.ProductId), OpportunityChange.Text(after.ProductId), stamp);
        Note(nameof(BudgetState), before.BudgetState.ToString(), after.BudgetState.ToString(), stamp);
        Note(nameof(BudgetAmount), before.BudgetAmount?.ToString(), after.BudgetAmount?.ToString(), stamp);
        Note(nameof(BudgetSource), before.BudgetSource, after.BudgetSource, stamp);
        Note(nameof(IsStrategic), before.IsStrategic ? "true" : null, after.IsStrategic ? "true" : null, stamp);
        Describe(after);
        Version++;
    }

    /// <summary>What is known of it before anybody works on it: no change of anything.</summary>
    internal void BeginWith(OpportunityFacts facts) => Describe(facts.Cleaned());

    /// <summary>Whose project it is, once that is known; a customer that is known stays.</summary>
    public void BelongTo(Customer customer, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (CustomerId is not null)
        {
            throw new RuleBroken(new Refusal("CustomerIsKnown", Number));
        }

        (Customer, CustomerId) = (customer, customer.Id == 0 ? null : customer.Id);
        customer.OpportunityOpened(Id, stamp);
        Note(nameof(Customer), null, customer.Name, stamp);
        SearchText = SearchOf();
        Version++;
    }

    /// <summary>The amount is seen differently; a lower one says why.</summary>
    public void Revalue(Money? amount, string? reason, Stamp stamp)
    {
        RefuseClosed();
        if (amount < Money.Zero || (amount is { } money && money.Minor > Money.Limit))
        {
            throw new RuleBroken(new Refusal("AmountOutOfRange"));
        }

        if (amount != Amount)
        {
            Record(OpportunityEventKind.Revalued, stamp, () => Amount = amount, reason);
        }
    }

    /// <summary>Another expected signing date; a later one says why it slips 延期.</summary>
    public void Redate(DateOnly? expectedOn, string? reason, Stamp stamp)
    {
        RefuseClosed();
        if (expectedOn == ExpectedOn)
        {
            return;
        }

        if (expectedOn is { } day && (day < stamp.Today || day > stamp.Today.AddYears(10)))
        {
            throw new RuleBroken(new Refusal("ExpectedOutOfRange"));
        }

        var slips = ExpectedOn is not null && (expectedOn is null || expectedOn > ExpectedOn);
        if (slips && PlainText.Line(reason) is null)
        {
            throw new RuleBroken(new Refusal("SlipNeedsReason"));
        }

        Record(OpportunityEventKind.Redated, stamp, () =>
        {
            (ExpectedOn, FirstExpectedOn) = (expectedOn, FirstExpectedOn ?? expectedOn);
            Slips += slips ? 1 : 0;
        }, reason);
    }

    /// <summary>Keeps it in Cultivation regardless of its date (product text, section 5: horizon).</summary>
    public void Hold(string? reason, Stamp stamp)
    {
        RefuseClosed();
        (IsHeld ? new Refusal("AlreadyHeld") : PlainText.Line(reason) is null ? new Refusal("HoldNeedsReason") : null).ThrowIfRefused();
        Record(OpportunityEventKind.Held, stamp, () => IsHeld = true, reason);
    }

    public void Release(Stamp stamp)
    {
        RefuseClosed();
        (IsHeld ? null : new Refusal("NotHeld")).ThrowIfRefused();
        Record(OpportunityEventKind.Released, stamp, () => IsHeld = false);
    }

    /// <summary>The manager says how likely he thinks it is, in percent; null takes his word back.</summary>
    public void Call(int? percent, string? reason, Stamp stamp)
    {
        RefuseClosed();
        (percent is < 0 or > 100 ? new Refusal("ProbabilityOutOfRange") : null).ThrowIfRefused();
        if (percent != Called)
        {
            Record(OpportunityEventKind.Called, stamp, () => Called = percent, reason);
        }
    }

    /// <summary>What is to be done next and until when; kept by the plan where there is one.</summary>
    public void Plan(string? nextStep, DateOnly? dueOn)
    {
        RefuseClosed();
        (NextStep, NextDueOn) = (PlainText.Line(nextStep), dueOn);
        Version++;
    }

    public void Worked(DateTime at)
    {
        LastActivityAt = LastActivityAt > at ? LastActivityAt : at;
        Version++;
    }

    private void Describe(OpportunityFacts facts)
    {
        (Name, Need, Source, ProductId) = (facts.Name, facts.Need, facts.Source, facts.ProductId);
        (BudgetState, BudgetAmount, BudgetSource, IsStrategic) = (facts.BudgetState, facts.BudgetAmount, facts.BudgetSource, facts.IsStrategic);
        SearchText = SearchOf();
    }

    private string SearchOf() => Shared.SearchText.Of(Number, Name, Customer?.Name);

    private void Note(string field, string? before, string? after, Stamp stamp)
    {
        if (before != after)
        {
            _changes.Add(new OpportunityChange(field, before, after, stamp));
        }
    }
}
