using SiCrm.Infrastructure.Leads.Desk;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Home;

/// <summary>The head of one box: what it is, how much there is, and where all of it is.</summary>
/// <param name="Count">Null where nothing is counted.</param>
public sealed record HomeHead(string Id, string Title, string Path, int? Count = null)
{
    public string Shown => Count > HomeList<int>.Most ? $"{HomeList<int>.Most}+" : Show.Number(Count ?? 0);
}
