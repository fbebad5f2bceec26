using SiCrm.Domain.Access.HandOvers;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Web.Access.HandOvers;

/// <summary>What the form of a new hand-over offers.</summary>
public sealed record HandOverFormPage(
    HandOverForm Form, IReadOnlyList<(long Id, string Name)> Givers, IReadOnlyList<(long Id, string Name)> Takers, OrganisationFacts Names,
    CategoryScheme Categories, IReadOnlyList<HandOverScheme> Schemes)
{
    /// <summary>Customers that were chosen one by one.</summary>
    public IReadOnlyList<(long Id, string Name)> Chosen { get; init; } = [];

    /// <summary>Customers that were chosen too, but belong to somebody else or to nobody: not in this hand-over.</summary>
    public IReadOnlyList<(long Id, string Name)> OfOthers { get; init; } = [];
}

/// <summary>What goes to one person.</summary>
public sealed record HandOverShare(long ToId, int Customers, int Leads, int Opportunities, int Contracts, Money Amount);

/// <summary>A hand-over, what goes to whom, and a page of its records.</summary>
public sealed record HandOverPage(
    HandOver HandOver, IReadOnlyList<HandOverShare> Shares, IReadOnlyList<HandOverRow> Rows, long? Next, bool IsFirst,
    IReadOnlyList<Successor> Successors, OrganisationFacts Names, HandOverConfirmationForm Form, Stamp Now)
{
    public bool IsDraft => HandOver.State == HandOverState.Draft;

    public bool MayUndo => HandOver.CanUndo(Now) is null;

    public string Giver => Names.Person(HandOver.Criteria.FromId) ?? "?";

    /// <summary>Whom or what the reason why a record did not go speaks of.</summary>
    public string Subject(HandOverRow row) =>
        row.Because == "RecordMovedOn" ? row.Name : (row.State == HandedState.WentOn ? Giver : Names.Person(row.ToId)) ?? row.Name;

    public static string PathOf(HandOverRow row) => row.Type switch
    {
        HandedType.Customer => $"/customers/{row.RecordId}",
        HandedType.Lead => $"/leads/{row.RecordId}",
        HandedType.Contract => $"/contracts/{row.RecordId}",
        _ => $"/opportunities/{row.RecordId}",
    };
}
