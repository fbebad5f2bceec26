using System.ComponentModel.DataAnnotations;
using AutoMapper;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Customers.Record;

namespace SiCrm.Web.Customers.Files;

/// <summary>A file as the customer's page lists it.</summary>
public sealed record CustomerFileRow
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public long Bytes { get; init; }

    public DateTime AddedAt { get; init; }

    public long? AddedById { get; init; }

    public long KiloBytes => (Bytes + 1023) / 1024;
}

public sealed class CustomerFileRowProfile : Profile
{
    public CustomerFileRowProfile()
    {
        CreateMap<CustomerFile, CustomerFileRow>();
    }
}

public sealed class CustomerFileForm
{
    [Required]
    public IFormFile? File { get; set; }
}

public sealed record CustomerFilesPage(CustomerHead Head, KeysetPage<CustomerFileRow> Page) : CustomerPage(Head, CustomerPage.Files)
{
    public CustomerFileForm Form { get; } = new();
}
