using System.Text.Json;
using System.Text.Json.Serialization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Appraisal;

public enum SheetFactKind
{
    /// <summary>Money that came in for a contract.</summary>
    Receipt,

    /// <summary>A stay in a stage that ended in the period.</summary>
    Stay,

    /// <summary>A lead that left the person's hands.</summary>
    Lead,

    /// <summary>The first word with a lead.</summary>
    Contact,

    /// <summary>An action of a plan.</summary>
    Plan,

    Care,

    /// <summary>A stay in a stage that began in the period.</summary>
    Entry,

    /// <summary>A week's question about a lead.</summary>
    Confirmation,
}

/// <summary>Somebody's part of what was signed, as his sheet shows it.</summary>
/// <param name="AmendmentId">Null for the contract as it was signed first.</param>
public sealed record CreditLine(
    long ContractId, long? AmendmentId, string Number, string Customer, DateOnly SignedOn, Money Amount, int BasisPoints, Money Signed, Money Margin,
    ContractNovelty Novelty, int Factor, long SchemeId, long PointUnits)
{
    /// <summary>Null on sheets that were closed before this was told.</summary>
    public Money? Presales { get; init; }

    public decimal Points => (decimal)PointUnits / CategoryFactors.UnitsOfPoint;

    internal static CreditLine Of(Credit credit, (string Number, string Customer) names) => new(
        credit.Work.ContractId, credit.Work.AmendmentId, names.Number, names.Customer, credit.Work.SignedOn, credit.Work.InTax, credit.BasisPoints, credit.Signed, credit.Margin,
        credit.Novelty, credit.Factor, credit.SchemeId, credit.PointUnits)
    {
        Presales = credit.Presales,
    };
}

/// <summary>One thing that happened, behind a figure.</summary>
/// <param name="Id">Of the record that it belongs to.</param>
public sealed record SheetFact(SheetFactKind Kind, long Id, DateOnly On, string Number, string Name)
{
    /// <summary>For a stay.</summary>
    public int? StageId { get; init; }

    /// <summary>The event, or the state, by its name.</summary>
    public string? Event { get; init; }

    /// <summary>Days or hours.</summary>
    public decimal? Length { get; init; }

    public Money? Amount { get; init; }

    /// <summary>It counts for the person.</summary>
    public bool IsGood { get; init; }

    internal static SheetFact Of(ReceivedCredit part, (string Number, string Customer) names) =>
        new(SheetFactKind.Receipt, part.Work.ContractId, part.Work.On, names.Number, names.Customer) { Amount = part.Amount, IsGood = true };
}

/// <summary>The rules that a sheet was computed by.</summary>
public sealed record SheetScheme(long Version, DateOnly ValidFrom, int Cap);

/// <summary>A person's sheet with all behind it: what is shown while it is open, and kept when it is closed.</summary>
public sealed record SheetContent
{
    /// <summary>So much of the text holds all figures, whatever lies behind them.</summary>
    internal const int HeadLength = 20_000;

    private const string AfterFigures = ",\"company\":";

    private static readonly JsonSerializerOptions Canonical = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(), new MinorUnits() },
    };

    public required long PersonId { get; init; }

    public required string Person { get; init; }

    public required string? Team { get; init; }

    public required string? Region { get; init; }

    public required string Period { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly Until { get; init; }

    public required Role Role { get; init; }

    public required SheetScheme Scheme { get; init; }

    public required AppraisalFigures Figures { get; init; }

    public required AppraisalFigures Company { get; init; }

    public required IReadOnlyList<ScoreLine> Lines { get; init; }

    public IReadOnlyList<CreditLine> Credits { get; init; } = [];

    public IReadOnlyList<SheetFact> Facts { get; init; } = [];

    public AppraisalScore Score => new(Role, Scheme.Version, Scheme.Cap, Lines);

    public static SheetContent Parse(string json) => JsonSerializer.Deserialize<SheetContent>(json, Canonical) ?? throw new JsonException("A closed sheet is empty.");

    /// <summary>The figures alone, of the beginning of the text: within strings a quotation mark is always escaped.</summary>
    internal static AppraisalFigures FiguresOf(string head)
    {
        var end = head.IndexOf(AfterFigures, StringComparison.Ordinal);
        return JsonSerializer.Deserialize<Head>(end < 0 ? head : head[..end] + "}", Canonical)?.Figures ?? throw new JsonException("A closed sheet has no figures.");
    }

    /// <summary>The same content always gives the same text.</summary>
    public string Write() => JsonSerializer.Serialize(this, Canonical);

    private sealed record Head(AppraisalFigures Figures);

    private sealed class MinorUnits : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Minor);
    }
}
