using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Access;

namespace SiCrm.Web.Access.Matrix;

/// <param name="Since">The number of the last change.</param>
public sealed record MatrixPage(AccessMatrix Matrix, int Since)
{
    /// <summary>One table for each record type, and one for the sensitive fields.</summary>
    public IEnumerable<MatrixTable> Tables => AccessRight.Enforced.GroupBy(right => right.Type).Select(rights => new MatrixTable(Matrix, rights.Key, [.. rights]));
}

/// <param name="Type">Null for the sensitive fields.</param>
public sealed record MatrixTable(AccessMatrix Matrix, RecordType? Type, IReadOnlyList<AccessRight> Rights);

/// <summary>A cell as it was when the person began, as it is now, and as he wants it.</summary>
public sealed record MatrixPreviewRow(AccessEdit Edit, Scope Begun, Scope Now);

public sealed record MatrixPreviewPage(int Since, int? Undoes, IReadOnlyList<MatrixPreviewRow> Rows)
{
    /// <summary>Somebody saved between.</summary>
    public bool IsConflict { get; init; }
}

/// <param name="Next">The page after this one begins before that change.</param>
public sealed record MatrixHistoryPage(IReadOnlyList<AccessRevision> Revisions, OrganisationFacts Names, bool IsFirst, int? Next);
