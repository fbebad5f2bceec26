using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access;
using SiCrm.Web.Home.Cards;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Home;

public sealed record HomeCardsPage(Role Role, IReadOnlyList<(string Card, bool IsHidden)> Cards);

/// <summary>The cards of one's home page: which order, and which not.</summary>
[Authorize(Policy = Policies.SignedIn)]
[Route("home/cards")]
public sealed class HomeCardsController(CrmDbContext db, TimeProvider clock, SignIns signIns, Words words) : CrmController(db, clock)
{
    [HttpGet("")]
    public IActionResult Index(Role? role) => HomeController.Chosen(Viewer, role) is { } known
        ? View("Cards", new HomeCardsPage(known, User.HomeArrangement().Of(known))) : LocalRedirect("/");

    [HttpPost("")]
    public Task<IActionResult> Move(Role role, string? card, CardMove move) => KeepAsync(role, arrangement => arrangement.Move(role, card ?? "", move));

    [HttpPost("reset")]
    public Task<IActionResult> Reset(Role role) => KeepAsync(role, arrangement => arrangement.Reset(role));

    private async Task<IActionResult> KeepAsync(Role role, Action<HomeArrangement> change)
    {
        var account = await Db.Users.SingleAsync(user => user.PersonId == Viewer.PersonId);
        var arrangement = HomeArrangement.Parse(account.HomeCards);
        change(arrangement);
        var text = arrangement.ToString();
        account.HomeCards = text.Length is 0 or > HomeArrangement.Length ? null : text;
        await Db.SaveChangesAsync();
        await signIns.RenewAsync(account, User);
        Say(words["Home.Cards.Kept"]);
        return LocalRedirect($"/home/cards?role={role}");
    }
}
