using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Web.Access.Explanation;

/// <summary>About whom, and about which record; its properties are the names in the address.</summary>
public sealed class ExplanationForm
{
    public long? Person { get; set; }

    [StringLength(200)]
    public string? Who { get; set; }

    public RecordType? Type { get; set; }

    [StringLength(200)]
    public string? Record { get; set; }
}

public sealed record ExplanationPage(ExplanationForm Form, Person? Person, SharedRecord? Record, OrganisationFacts Names)
{
    public required DateOnly Today { get; init; }

    public required IReadOnlyList<Sighting> Seen { get; init; }

    public required IReadOnlyList<AccessVerdict> Verdicts { get; init; }

    public required IReadOnlyList<(SensitiveField Field, bool IsSeen)> Fields { get; init; }

    public static string? PathOf(RecordType type, long id) => type switch
    {
        RecordType.Lead => $"/leads/{id}",
        RecordType.Customer => $"/customers/{id}",
        RecordType.Contact => $"/contacts/{id}",
        RecordType.Opportunity => $"/opportunities/{id}",
        RecordType.Contract => $"/contracts/{id}",
        _ => null,
    };

    /// <summary>Whose records a scope comes down to.</summary>
    public string? NameOf(Reach reach) => reach.Scope switch
    {
        Scope.Team => Names.Team(reach.Id),
        Scope.Region => Names.Region(reach.Id),
        Scope.Own => Names.Person(reach.Id),
        _ => null,
    };
}
