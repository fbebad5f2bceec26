using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Leads;

public sealed class SavedViewForm
{
    [Required, StringLength(SavedView.NameLength)]
    public string? Name { get; set; }

    /// <summary>The list's address after the question mark.</summary>
    [StringLength(SavedView.QueryLength)]
    public string? Query { get; set; }

    public bool IsShared { get; set; }

    public Role? DefaultFor { get; set; }
}
