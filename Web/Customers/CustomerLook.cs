using SiCrm.Web.Shared.Lists;

namespace SiCrm.Web.Customers;

/// <summary>How a list of customers looks: order, columns, and the saved view that it began with. Its properties are names in the address.</summary>
public sealed record CustomerLook
{
    public CustomerOrder Sort { get; init; }

    public ListDirection? Dir { get; init; }

    public IReadOnlyList<CustomerColumn> Columns { get; init; } = new List<CustomerColumn>();

    public long? View { get; init; }

    public bool IsDescending => Dir is { } chosen ? chosen == ListDirection.Desc : Sort.IsDescendingAtFirst();

    /// <summary>A row without the name would lead nowhere.</summary>
    public IReadOnlyList<CustomerColumn> Shown => Columns.Count == 0 ? CustomerColumns.AtFirst
        : Columns.Contains(CustomerColumn.Name) ? Columns : [CustomerColumn.Name, .. Columns];
}
