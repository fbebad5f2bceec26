namespace SiCrm.Domain.Contracts;

/// <summary>So many days overdue.</summary>
public readonly record struct PaymentAge(int From, int To)
{
    public bool Holds(int days) => days >= From && days <= To;
}

/// <summary>账龄: how old what is overdue is told, in a dunning list as in a report.</summary>
public static class PaymentAges
{
    public static readonly IReadOnlyList<PaymentAge> All = [new(1, 30), new(31, 60), new(61, 90), new(91, int.MaxValue)];
}
