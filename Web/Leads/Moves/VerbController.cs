using AutoMapper;
using Microsoft.AspNetCore.Mvc;
using SiCrm.Domain.Leads;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Moves;

/// <summary>A move that is one form and one verb of the lead, and needs nothing else.</summary>
public abstract class VerbController<TForm>(CrmDbContext db, TimeProvider clock, IMapper mapper, Words words)
    : LeadMoveController(db, clock, mapper, words)
    where TForm : LeadMoveForm, new()
{
    protected abstract string Page { get; }

    /// <summary>The key of what the next page says.</summary>
    protected abstract string Said { get; }

    protected abstract void Move(Lead lead, TForm form);

    [HttpGet("")]
    public Task<IActionResult> New(long id, string? back) => AskAsync(id, Page, new TForm { Back = back });

    [HttpPost("")]
    public Task<IActionResult> Create(long id, TForm form) => MoveAsync(id, Page, form, Said, lead =>
    {
        Move(lead, form);
        return Task.CompletedTask;
    });
}
