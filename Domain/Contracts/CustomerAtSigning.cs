namespace SiCrm.Domain.Contracts;

/// <summary>新老客户: whether a contract's customer had signed anything before it; a later change order is of the same kind as its contract.</summary>
public enum CustomerAtSigning
{
    New,
    Known,
}

/// <summary>新客户: the one rule of who is new, for appraisal and reports alike (product text, section 9).</summary>
public static class NewCustomers
{
    /// <summary>Of each customer the contract that it signed first: by day, on the same day by number.</summary>
    /// <param name="contracts">All contracts: what lies out of somebody's reach makes a customer known too.</param>
    public static IQueryable<Contract> FirstOfCustomers(this IQueryable<Contract> contracts) => contracts.Where(contract => contract.SignedOn != null && !contracts.Any(
        other => other.CustomerId == contract.CustomerId
            && (other.SignedOn < contract.SignedOn || (other.SignedOn == contract.SignedOn && (other.Number ?? "").CompareTo(contract.Number ?? "") < 0))));
}
