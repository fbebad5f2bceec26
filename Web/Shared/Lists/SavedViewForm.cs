using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared.Lists;

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

/// <summary>The list that a view is saved for.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Title">As its page is called.</param>
public sealed record SavedViewList(string Path, string Title, bool MayShare);
