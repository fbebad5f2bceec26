using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

/// <summary>What a lead says about itself; everything that a person may type or a file may bring.</summary>
public sealed record LeadFacts
{
    public required string Company { get; init; }

    public LeadChannel Channel { get; init; }

    public string? Campaign { get; init; }

    public string? ContactName { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public long? RegionId { get; init; }

    public string? Industry { get; init; }

    public string? Need { get; init; }

    /// <summary>Products of interest, one a line.</summary>
    public string? Products { get; init; }

    /// <summary>Null while unknown.</summary>
    public Money? Amount { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    /// <summary>0 to 100; null while nobody judged.</summary>
    public int? Score { get; init; }

    /// <summary>转介绍: the customer that sent them to us.</summary>
    public long? ReferredById { get; init; }

    /// <summary>As it is kept: see <see cref="PlainText"/>.</summary>
    internal LeadFacts Cleaned() => this with
    {
        Company = PlainText.Line(Company) ?? throw new RuleBroken(new Refusal("LeadNeedsCompany")),
        Campaign = PlainText.Line(Campaign),
        ContactName = PlainText.Line(ContactName),
        Phone = PlainText.Line(Phone),
        Email = PlainText.Line(Email),
        Industry = PlainText.Line(Industry),
        Need = PlainText.Lines(Need),
        Products = PlainText.Lines(Products),
    };
}

/// <summary>How a value came into the program.</summary>
public enum LeadOrigin
{
    QuickForm,
    WebForm,
    Import,
    Api,
    Demo,
    Edit,
}
