using SiCrm.Domain.Customers;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>What an import of customers looks up in memory: regions, people, categories, and what it has told already.</summary>
internal sealed record CustomerBooks(RegionBook Regions, RowPeople People, CategoryScheme Scheme, MappingBook Mappings)
{
    public static async Task<CustomerBooks> OpenAsync(ImportJob job, CancellationToken cancel)
    {
        return new CustomerBooks(
            await RegionBook.OpenAsync(job, cancel),
            new RowPeople(job, await PeopleBook.OpenAsync(job, cancel)),
            job.Company.Categories,
            await MappingBook.OpenAsync(job, cancel));
    }
}
