using SiCrm.Infrastructure.Leads.Desk;

namespace SiCrm.Web.Home;

/// <summary>Own leads in a box; <paramref name="Kind"/> says what stands at the side and what an empty box says.</summary>
public sealed record OwnRows(HomeList<OwnLead> List, string Kind, DateOnly Today)
{
    public bool IsCountdown => Kind == "Countdown";
}
