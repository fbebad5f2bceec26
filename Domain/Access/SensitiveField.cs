namespace SiCrm.Domain.Access;

/// <summary>What not everybody who sees a record sees of it, whatever way it goes out (product text, section 2).</summary>
public enum SensitiveField
{
    /// <summary>What a lead or an opportunity is worth.</summary>
    Amount,

    /// <summary>A person's own telephone number.</summary>
    PersonalPhone,

    Birthday,

    /// <summary>What a product, a quote or a contract costs us, and what is left.</summary>
    Margin,

    /// <summary>What presales work and expenses cost: budgets, day rates, entries of the ledger, and what they come to.</summary>
    PresalesCost,
}
