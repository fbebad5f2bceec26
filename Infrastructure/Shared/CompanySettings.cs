using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Shared;

public enum FiscalPeriod
{
    Month,
    Quarter,
}

/// <summary>The company's settings (product text, section 1): typed, checked, with their defaults.</summary>
public sealed record CompanySettings
{
    public static readonly IReadOnlyList<string> Keys =
    [
        nameof(TimeZone), nameof(Currency), nameof(FiscalYearStart), nameof(FiscalPeriod), nameof(Language), nameof(MassViews), nameof(MassExportRows),
        nameof(CompanyName), nameof(CompanyAddress), nameof(CompanyPhone), nameof(CompanyCreditCode), nameof(CompanyBank),
    ];

    /// <summary>Of what is said of the seller.</summary>
    public const int TextLength = 200;

    /// <summary>IANA id.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>ISO 4217.</summary>
    public string Currency { get; init; } = "CNY";

    /// <summary>The fiscal year's first month, 1 to 12.</summary>
    public int FiscalYearStart { get; init; } = 1;

    public FiscalPeriod FiscalPeriod { get; init; } = FiscalPeriod.Quarter;

    /// <summary>What a visitor reads whose browser asks for neither language: <c>en</c> or <c>zh-CN</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Who opens more customers in an hour is told of.</summary>
    public int MassViews { get; init; } = 150;

    /// <summary>Who takes more rows away in an hour is told of.</summary>
    public int MassExportRows { get; init; } = 5000;

    /// <summary>The seller as quotes and contracts name him; empty while nobody has said it, as those that follow.</summary>
    public string CompanyName { get; init; } = "";

    public string CompanyAddress { get; init; } = "";

    public string CompanyPhone { get; init; } = "";

    /// <summary>统一社会信用代码.</summary>
    public string CompanyCreditCode { get; init; } = "";

    /// <summary>收款账户: where buyers pay to, with the bank's name.</summary>
    public string CompanyBank { get; init; } = "";

    public string Get(string key) => key switch
    {
        nameof(TimeZone) => TimeZone,
        nameof(Currency) => Currency,
        nameof(FiscalYearStart) => FiscalYearStart.ToString(CultureInfo.InvariantCulture),
        nameof(FiscalPeriod) => FiscalPeriod.ToString(),
        nameof(Language) => Language,
        nameof(MassViews) => MassViews.ToString(CultureInfo.InvariantCulture),
        nameof(MassExportRows) => MassExportRows.ToString(CultureInfo.InvariantCulture),
        nameof(CompanyName) => CompanyName,
        nameof(CompanyAddress) => CompanyAddress,
        nameof(CompanyPhone) => CompanyPhone,
        nameof(CompanyCreditCode) => CompanyCreditCode,
        nameof(CompanyBank) => CompanyBank,
        _ => throw new KeyNotFoundException(key),
    };

    /// <summary>Null when the value is not one for the key.</summary>
    public CompanySettings? With(string key, string value) => key switch
    {
        nameof(TimeZone) when TimeZoneInfo.TryFindSystemTimeZoneById(value, out var zone) && zone.HasIanaId => this with { TimeZone = value },
        nameof(Currency) when value.Length == 3 && value.All(char.IsAsciiLetterUpper) => this with { Currency = value },
        nameof(FiscalYearStart) when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            && month is >= 1 and <= 12 => this with { FiscalYearStart = month },
        nameof(FiscalPeriod) when Enum.TryParse<FiscalPeriod>(value, true, out var period) && Enum.IsDefined(period) =>
            this with { FiscalPeriod = period },
        nameof(Language) when value is "en" or "zh-CN" => this with { Language = value },
        nameof(MassViews) when Limit(value) is { } views => this with { MassViews = views },
        nameof(MassExportRows) when Limit(value) is { } rows => this with { MassExportRows = rows },
        nameof(CompanyName) when Text(value) is { } name => this with { CompanyName = name },
        nameof(CompanyAddress) when Text(value) is { } address => this with { CompanyAddress = address },
        nameof(CompanyPhone) when Text(value) is { } phone => this with { CompanyPhone = phone },
        nameof(CompanyCreditCode) when Text(value) is { } code => this with { CompanyCreditCode = code },
        nameof(CompanyBank) when Text(value) is { } bank => this with { CompanyBank = bank },
        _ => null,
    };

    private static string? Text(string value) => value.Length > TextLength ? null : PlainText.Line(value) ?? "";

    private static int? Limit(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= 10_000_000 ? limit : null;
}
