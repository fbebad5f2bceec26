using System.Text.Json.Serialization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;

namespace SiCrm.Web.Leads.Api;

/// <summary>What a program reads of a lead. Names and meanings stay as they are for as long as the address says v1.</summary>
public sealed record LeadFields
{
    public required long Id { get; init; }

    public required string Number { get; init; }

    public required int Version { get; init; }

    public required string Company { get; init; }

    public required string? ContactName { get; init; }

    public required string? Phone { get; init; }

    public required string? Email { get; init; }

    public required string? Need { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<LeadStatus>))]
    public required LeadStatus Status { get; init; }

    public required DateTime StatusSince { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<LeadChannel>))]
    public required LeadChannel Channel { get; init; }

    /// <summary>In the company's currency, with two decimals; null while nobody knows.</summary>
    public required decimal? Amount { get; init; }

    public required DateTime CapturedAt { get; init; }

    public required long? OwnerId { get; init; }

    public string? Owner { get; init; }

    /// <summary>Without what the viewer's roles may not see.</summary>
    public LeadFields SeenBy(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return this with
        {
            Phone = viewer.Sees(SensitiveField.PersonalPhone) ? Phone : null,
            Amount = viewer.Sees(SensitiveField.Amount) ? Amount : null,
        };
    }

    public static IQueryable<LeadFields> Of(IQueryable<Lead> leads) => leads.Select(lead => new LeadFields
    {
        Id = lead.Id, Number = lead.Number, Version = lead.Version, Company = lead.Company, ContactName = lead.ContactName, Phone = lead.Phone,
        Email = lead.Email, Need = lead.Need, Status = lead.Status, StatusSince = lead.StatusSince, Channel = lead.Channel,
        Amount = lead.Amount == null ? null : lead.Amount.Value.Major, CapturedAt = lead.CapturedAt, OwnerId = lead.OwnerId,
    });
}

/// <param name="Next">The address of the next page; null on the last one.</param>
public sealed record LeadFieldsPage(IReadOnlyList<LeadFields> Leads, string? Next);
