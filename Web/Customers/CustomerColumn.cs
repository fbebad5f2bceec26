namespace SiCrm.Web.Customers;

/// <summary>What a list of customers can show.</summary>
public enum CustomerColumn
{
    Name,
    ShortName,
    Status,
    Category,
    Tier,
    Owner,
    Team,
    Region,
    Industry,
    OpenOpportunities,
    LastTouch,
    Created,
    CreditCode,
    Phone,
    Source,
}

public static class CustomerColumns
{
    public static readonly IReadOnlyList<CustomerColumn> AtFirst =
    [
        CustomerColumn.Name, CustomerColumn.Status, CustomerColumn.Category, CustomerColumn.Tier, CustomerColumn.Owner, CustomerColumn.Region,
        CustomerColumn.Industry, CustomerColumn.OpenOpportunities, CustomerColumn.LastTouch,
    ];

    /// <summary>The order that the column's head offers; null for none.</summary>
    public static CustomerOrder? Order(this CustomerColumn column) => column switch
    {
        CustomerColumn.Name => CustomerOrder.Name,
        CustomerColumn.Status => CustomerOrder.StatusSince,
        CustomerColumn.LastTouch => CustomerOrder.LastTouch,
        CustomerColumn.Created => CustomerOrder.Created,
        _ => null,
    };

    /// <summary>Whether a phone, which shows one below the other, has to say what it is.</summary>
    public static bool NeedsLabel(this CustomerColumn column) => column is CustomerColumn.Tier or CustomerColumn.OpenOpportunities
        or CustomerColumn.LastTouch or CustomerColumn.Created or CustomerColumn.CreditCode or CustomerColumn.Source;

    public static bool IsNumber(this CustomerColumn column) => column is CustomerColumn.OpenOpportunities;
}
