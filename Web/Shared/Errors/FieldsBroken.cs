using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared.Errors;

/// <summary>Rules forbid what is typed in several fields; each is told at its own.</summary>
/// <param name="faults">The names of the fields as the form posts them.</param>
public sealed class FieldsBroken(IReadOnlyList<(string Field, Refusal Refusal)> faults) : Exception(string.Join(' ', faults.Select(fault => fault.Refusal)))
{
    public IReadOnlyList<(string Field, Refusal Refusal)> Faults { get; } = faults;
}
