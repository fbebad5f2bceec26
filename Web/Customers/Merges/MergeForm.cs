using SiCrm.Domain.Customers.Merging;
using SiCrm.Infrastructure.Customers.Merging;

namespace SiCrm.Web.Customers.Merges;

public sealed class MergeForm
{
    public int Version { get; set; }

    public int WithVersion { get; set; }

    /// <summary>Of each field, itself where its value is taken from the record that goes, else nothing.</summary>
    public Dictionary<string, string?> Take { get; set; } = [];

    /// <summary>The contacts of the record that goes who are somebody of the record that stays.</summary>
    public IReadOnlyList<long> Same { get; set; } = new List<long>();

    /// <summary>Nothing was chosen yet.</summary>
    public bool IsFresh { get; set; }

    public MergeChoice Choice => new([.. Take.Where(taken => taken.Value == taken.Key).Select(taken => taken.Key)], [.. Same]);
}

/// <summary>Two records side by side, with what can be chosen.</summary>
public sealed record MergePage(MergePair Pair, MergeForm Form, Infrastructure.Access.OrganisationFacts Names)
{
    /// <summary>Of the record that goes.</summary>
    public int Contracts { get; init; }

    /// <inheritdoc cref="Contracts"/>
    public int Receipts { get; init; }

    public IReadOnlyList<FieldPair> Fields => FieldChoice.Of(Pair.Kept.Facts, Pair.Merged.Facts);

    public bool IsTaken(FieldPair field) => Form.Take.GetValueOrDefault(field.Field) == field.Field;

    public bool IsSame(long contactId) => Form.IsFresh || Form.Same.Contains(contactId);
}
