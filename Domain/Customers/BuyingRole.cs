namespace SiCrm.Domain.Customers;

/// <summary>What a contact is in the customer's decision (product text, section 3).</summary>
public enum BuyingRole
{
    DecisionMaker,
    EconomicBuyer,
    TechnicalEvaluator,
    User,
    Influencer,
    Coach,
    Gatekeeper,
}

/// <summary>How a customer buys.</summary>
public enum ProcurementMode
{
    OpenTender,
    InvitedTender,
    CompetitiveNegotiation,
    SingleSource,
    DirectPurchase,

    /// <summary>询价: several are asked for their price.</summary>
    Inquiry,

    /// <summary>框架: called off a framework agreement.</summary>
    Framework,
}
