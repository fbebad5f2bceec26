using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Access.Audit;
using SiCrm.Web.Access.Factor;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Tokens;

public sealed class TokenForm
{
    [Required, StringLength(80)]
    public string Name { get; set; } = "";

    [Required]
    public int? Days { get; set; } = 90;

    /// <summary>For example <c>Lead.Read</c>.</summary>
    public List<string> Scopes { get; set; } = [];

    public IReadOnlyCollection<(RecordType, AccessAction)> Chosen() =>
    [
        .. from written in Scopes
           let parts = written.Split('.')
           where parts.Length == 2 && Enum.IsDefined(typeof(RecordType), parts[0]) && TokensPage.Actions.Any(action => action.ToString() == parts[1])
           select (Enum.Parse<RecordType>(parts[0]), Enum.Parse<AccessAction>(parts[1])),
    ];
}

public sealed record TokenRow(long Id, string Name, string Tail, string Scopes, DateTime MadeAt, DateTime ExpiresAt, DateTime? LastUsedAt);

/// <param name="Made">The text of a token that was made just now; nobody sees it again.</param>
public sealed record TokensPage(TokenForm Form, IReadOnlyList<TokenRow> Rows, string? Made, Viewer Viewer)
{
    /// <summary>What a program can be let do; the desk's work stays with people.</summary>
    public static readonly IReadOnlyList<AccessAction> Actions = [AccessAction.Read, AccessAction.Write];

    /// <summary>What one may not oneself, no token may.</summary>
    public IEnumerable<(RecordType Type, AccessAction Action)> Offered =>
        from type in Enum.GetValues<RecordType>() from action in Actions where Viewer.May(type, action) select (type, action);
}

/// <summary>Tokens by which one's own programs work in one's name.</summary>
[Route("me/tokens")]
[Authorize(Policies.SignedIn)]
public sealed class TokensController(CrmDbContext db, TimeProvider clock, Auditor audit, Words words) : CrmController(db, clock)
{
    [HttpGet]
    public Task<IActionResult> Index() => PageAsync(new TokenForm(), null);

    [HttpPost]
    [Fresh]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] TokenForm form)
    {
        string? made = null;
        if (!ModelState.IsValid || !await TryAsync(async () => made = await MakeAsync(form)))
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await PageAsync(form, null);
        }

        ModelState.Clear();
        return await PageAsync(new TokenForm(), made);
    }

    [HttpPost("{id:long}/revocation")]
    public async Task<IActionResult> Destroy(long id)
    {
        var account = await AccountIdAsync();
        if (await Db.AccessTokens.SingleOrDefaultAsync(row => row.Id == id && row.AccountId == account) is not { } token)
        {
            return NotFound();
        }

        token.Revoke(Now);
        audit.Note(AuditKind.TokenRevoked, subject: token.Name);
        await Db.SaveChangesAsync();
        Say(words["Account.Tokens.Revoked", token.Name]);
        return LocalRedirect("/me/tokens");
    }

    private async Task<string> MakeAsync(TokenForm form)
    {
        var scopes = form.Chosen().Where(scope => Viewer.May(scope.Item1, scope.Item2)).ToList();
        var (token, text) = AccessToken.Make(await AccountIdAsync(), form.Name, scopes, form.Days ?? 0, ByViewer);
        Db.AccessTokens.Add(token);
        audit.Note(AuditKind.TokenMade, subject: token.Name, details: AuditDetails.Of(new AuditChange("Scopes", null, token.Scopes)));
        await Db.SaveChangesAsync();
        return text;
    }

    private Task<long> AccountIdAsync() => Db.Users.Where(user => user.PersonId == Viewer.PersonId).Select(user => user.Id).SingleAsync();

    private async Task<IActionResult> PageAsync(TokenForm form, string? made)
    {
        var account = await AccountIdAsync();
        var now = Now;
        var rows = await Db.AccessTokens.AsNoTracking().Where(token => token.AccountId == account && token.RevokedAt == null && token.ExpiresAt > now)
            .OrderByDescending(token => token.Id).Take(100)
            .Select(token => new TokenRow(token.Id, token.Name, token.Tail, token.Scopes, token.MadeAt, token.ExpiresAt, token.LastUsedAt)).ToListAsync();
        return View("Tokens", new TokensPage(form, rows, made, Viewer));
    }
}
