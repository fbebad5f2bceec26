using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Home.Cards;

/// <summary>Who looks at his home page, in which of his roles, and when.</summary>
/// <param name="Role">Null for somebody without a role.</param>
public sealed record HomeFrame(Role? Role, Viewer Viewer, OrganisationFacts Names, DateTime Now, DateOnly Today);

/// <summary>One box of a home page.</summary>
/// <param name="Id">Its name in the arrangement, and on the page.</param>
/// <param name="Path">Where all of it is.</param>
/// <param name="Count">Null where nothing is counted.</param>
public abstract record HomeCard(string Id, string Title, string Path, int? Count, HomeFrame Frame)
{
    /// <summary>What is below the head.</summary>
    public required string View { get; init; }

    public string Shown => Count > HomeList<int>.Most ? $"{HomeList<int>.Most}+" : Show.Number(Count ?? 0);
}

public sealed record HomeCard<T>(string Id, string Title, string Path, int? Count, HomeFrame Frame, T Content) : HomeCard(Id, Title, Path, Count, Frame);
