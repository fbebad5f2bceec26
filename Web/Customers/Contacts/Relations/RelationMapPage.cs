using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Web.Shared.TagHelpers;

namespace SiCrm.Web.Customers.Contacts.Relations;

/// <summary>A relation map with its table, its coverage and its gaps.</summary>
/// <param name="Subtitle">What it is of.</param>
public sealed record RelationMapPage(
    string Title, string Subtitle, IReadOnlyList<Crumb> Crumbs, IReadOnlyList<RelationRow> Rows, RelationCoverage Coverage, OrganisationFacts Names)
{
    public RelationDrawing Drawing { get; } = RelationDrawing.Of(RelationLayout.Of([.. Rows.Select(row => row.Person)]));

    /// <summary>What can be changed on it; null on a customer's, which is put together of several.</summary>
    public RelationChange? Change { get; init; }

    public string? NameOf(long? contactId) => Rows.FirstOrDefault(row => row.Person.ContactId == contactId)?.Person.Name;

    public bool IsVisible(long contactId) => Rows.Any(row => row.Person.ContactId == contactId && row.IsVisible);
}

/// <summary>The buying centre that the map's forms change.</summary>
public sealed record RelationChange(long OpportunityId, ProcurementMode? Procurement, int Version, bool MayWrite);
