using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Opportunities.Pipeline;

/// <summary>What an import of a pipeline did, or would do: every difference between its files, and every row that wants something, by its number.</summary>
public sealed class PipelineOutcome
{
    /// <summary>Names of products as the pipeline writes them, beside those of the catalogue that they were taken for.</summary>
    public Dictionary<string, (string Product, int Rows)> Mapped { get; } = [];

    /// <summary>Rows that were taken without something: no account, no date.</summary>
    public List<(int Row, Refusal Note)> Noted { get; } = [];

    public List<(int Row, Refusal Refusal)> Rejected { get; } = [];

    /// <summary>Null where none were asked for.</summary>
    public PipelineContractsOutcome? Contracts { get; set; }

    public int People { get; set; }

    /// <summary>Opportunities that are here already.</summary>
    public int Known { get; set; }

    /// <summary>The numbers of all opportunities that the file names, whether they were here or not.</summary>
    public List<string> Numbers { get; } = [];

    public Dictionary<OpportunityState, (int Count, Money Amount)> Totals { get; } = [];

    /// <summary>Rows whose amount the file does not say, only what was won has one: it is the product's list price of the day.</summary>
    public (int Count, Money Amount) Listed { get; private set; }

    internal void Count(OpportunityState state, Money amount, bool isListed)
    {
        var before = Totals.GetValueOrDefault(state);
        Totals[state] = (before.Count + 1, before.Amount + amount);
        Listed = isListed ? (Listed.Count + 1, Listed.Amount + amount) : Listed;
    }

    internal void Map(string written, string product)
    {
        if (written != product)
        {
            Mapped[written] = (product, Mapped.GetValueOrDefault(written).Rows + 1);
        }
    }
}
