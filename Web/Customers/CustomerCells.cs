using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers;

/// <summary>A customer's cells in a file.</summary>
internal sealed class CustomerCells(OrganisationFacts names, CategoryScheme scheme, Words words, CompanyTime time)
{
    public IReadOnlyList<object?> Of(CustomerRow row, IReadOnlyList<CustomerColumn> columns) => [.. columns.Select(column => Of(row, column))];

    private object? Of(CustomerRow row, CustomerColumn column) => column switch
    {
        CustomerColumn.Name => row.Name,
        CustomerColumn.ShortName => row.ShortName,
        CustomerColumn.Status => words.Of(row.Status),
        CustomerColumn.Category => scheme.Category(row.Category),
        CustomerColumn.Tier => row.Tier?.ToString(),
        CustomerColumn.Owner => names.Person(row.OwnerId),
        CustomerColumn.Team => names.Team(row.TeamId),
        CustomerColumn.Region => names.Region(row.RegionId),
        CustomerColumn.Industry => row.Industry,
        CustomerColumn.OpenOpportunities => row.OpenOpportunities,
        CustomerColumn.LastTouch => row.LastTouchAt is { } at ? time.Local(at) : null,
        CustomerColumn.Created => time.Local(row.CreatedAt),
        CustomerColumn.CreditCode => row.CreditCode,
        CustomerColumn.Phone => row.Phone,
        CustomerColumn.Source => row.Source,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
    };
}
