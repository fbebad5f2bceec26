using Microsoft.AspNetCore.Mvc.Rendering;
using SiCrm.Web.Customers.Picking;

namespace SiCrm.Web.Customers.Capture;

/// <summary>What the form of a customer offers to choose from.</summary>
public sealed record CustomerFormChoices(
    IReadOnlyList<SelectListItem> Regions, IReadOnlyList<SelectListItem> Categories, IReadOnlyList<SelectListItem> Owners, IReadOnlyList<string> Industries,
    CustomerPick Groups, CustomerPick Referrers);
