using System.Text.Json;
using System.Text.Json.Serialization;
using SiCrm.Domain.Reports;
using SiCrm.Infrastructure.Leads.Desk;

namespace SiCrm.Infrastructure.Reports;

/// <summary>A week's promotion as it is frozen: all groupings, the matrix, the days in status, the confirmations, and what they were compared with.</summary>
internal sealed record FrozenContent
{
    internal static readonly JsonSerializerOptions Canonical = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter() },
    };

    public required string Report { get; init; }

    public required string Week { get; init; }

    public required string TimeZone { get; init; }

    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    /// <summary>The names of the numbers of each line, so that a later program with other figures reads them right.</summary>
    public required IReadOnlyList<FlowFigure> Figures { get; init; }

    public required IReadOnlyList<FrozenFlow> Flows { get; init; }

    public required IReadOnlyList<TrendWeek> Trend { get; init; }

    public required IReadOnlyList<StatusStay> Stays { get; init; }

    public required IReadOnlyList<MatrixCell> Matrix { get; init; }

    public required IReadOnlyList<ConfirmationCount> Confirmations { get; init; }

    public static FrozenContent Parse(string json) =>
        JsonSerializer.Deserialize<FrozenContent>(json, Canonical) ?? throw new JsonException("A frozen week is empty.");

    /// <summary>The same content always gives the same text.</summary>
    public string Write() => JsonSerializer.Serialize(this, Canonical);

    public PromotionFlow Flow(LedgerGrouping by)
    {
        var flow = Flows.Single(flow => flow.By == by);
        return new PromotionFlow(by, [.. flow.Lines.Select(line => line.Read(Figures))], flow.Total.Read(Figures), Trend, Stays);
    }
}

internal sealed record FrozenFlow(LedgerGrouping By, IReadOnlyList<FrozenLine> Lines, FrozenLine Total)
{
    public static FrozenFlow Of(PromotionFlow flow) => new(
        flow.By, [.. flow.Lines.OrderBy(line => line.Key, StringComparer.Ordinal).Select(FrozenLine.Of)], FrozenLine.Of(flow.Total));
}

internal sealed record FrozenLine(
    string Key, string? Name, IReadOnlyList<long> Leads, IReadOnlyList<long> Amounts, IReadOnlyList<long> Previous, IReadOnlyList<decimal> Mean,
    decimal Rate, decimal PreviousRate, decimal MeanRate)
{
    public static FrozenLine Of(PromotionLine line) => new(
        line.Key, line.Name,
        [.. line.Figures.Select(figure => figure.Leads)], [.. line.Figures.Select(figure => figure.Amount)],
        [.. line.Figures.Select(figure => figure.Previous)], [.. line.Figures.Select(figure => figure.Mean)],
        line.Rate, line.PreviousRate, line.MeanRate);

    public PromotionLine Read(IReadOnlyList<FlowFigure> figures) => new(
        Key, Name,
        [.. Enum.GetValues<FlowFigure>().Select(figure => figures.ToList().IndexOf(figure) is var i and >= 0
            ? new PromotionFigure(Leads[i], Amounts[i], Previous[i], Mean[i]) : default)],
        Rate, PreviousRate, MeanRate);
}
