using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Tables;

/// <summary>One row as the file has it.</summary>
/// <param name="Number">As a spreadsheet counts: the header of an ordinary file is row 1.</param>
/// <param name="Cells">As text; a short row has fewer than the header.</param>
/// <param name="Fault">Why the row can't be taken as it stands; null for a sound one.</param>
public readonly record struct TableRow(int Number, IReadOnlyList<string> Cells, Refusal? Fault)
{
    public string this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : "";

    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);
}
