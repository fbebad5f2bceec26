using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Leads.Desk;

namespace SiCrm.Web.Leads.Desk;

/// <summary>Which leads are to go, and to whom: to one person, or spread by the rules.</summary>
public sealed class HandOutForm
{
    public IReadOnlyList<long> Ids { get; set; } = new List<long>();

    /// <summary>All that the list's filter finds, not only the selected ones.</summary>
    public bool All { get; set; }

    /// <summary>Null: spread by the rules.</summary>
    public long? PersonId { get; set; }

    [StringLength(LeadLengths.Reason)]
    public string? Reason { get; set; }
}

/// <summary>The same, previewed and to be confirmed.</summary>
public sealed class ConfirmedHandOutForm
{
    /// <summary>The moves as the preview wrote them, see <see cref="HandOutPlan"/>.</summary>
    [Required]
    public string Plan { get; set; } = "";

    [StringLength(LeadLengths.Reason)]
    public string? Reason { get; set; }
}

/// <summary>The inputs of a hand-out, beside any list of leads.</summary>
public sealed record HandOutFields(IReadOnlyList<Candidate> People, HandOutForm Form);
