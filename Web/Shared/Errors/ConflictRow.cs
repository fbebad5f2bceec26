namespace SiCrm.Web.Shared.Errors;

/// <summary>A row of one of two versions of a form.</summary>
/// <param name="At">Its place in that form; null for the empty row beside one that only the other version has.</param>
/// <param name="Key">What it is known by; null for a new one.</param>
internal sealed record ConflictRow(object Form, int? At, string? Key)
{
    /// <summary>Rows with a key stand beside the same key; where the two share none, beside the same place. What only one version has stands alone.</summary>
    public static IReadOnlyList<(ConflictRow? Mine, ConflictRow? Theirs)> Pair(IReadOnlyList<ConflictRow> mine, IReadOnlyList<ConflictRow> theirs)
    {
        if (!mine.Any(row => row.Key is not null && theirs.Any(his => his.Key == row.Key)))
        {
            return [.. Enumerable.Range(0, Math.Max(mine.Count, theirs.Count)).Select(at => (mine.ElementAtOrDefault(at), theirs.ElementAtOrDefault(at)))];
        }

        return
        [
            .. theirs.Select(his => (mine.FirstOrDefault(row => row.Key is not null && row.Key == his.Key), (ConflictRow?)his)),
            .. mine.Where(row => row.Key is null || !theirs.Any(his => his.Key == row.Key)).Select(row => ((ConflictRow?)row, (ConflictRow?)null)),
        ];
    }
}
