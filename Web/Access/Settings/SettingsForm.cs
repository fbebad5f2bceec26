using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Access.Settings;

/// <summary>The company's settings.</summary>
public sealed class SettingsForm
{
    [Required, StringLength(60)]
    public string TimeZone { get; set; } = "";

    [Required, StringLength(3)]
    public string Currency { get; set; } = "";

    [Required, Range(1, 12)]
    public int? FiscalYearStart { get; set; }

    [Required]
    public FiscalPeriod? FiscalPeriod { get; set; }

    [Required, StringLength(10)]
    public string Language { get; set; } = "";

    /// <summary>Who must have a second factor, administrators aside.</summary>
    public List<Role> SecondFactorRoles { get; set; } = [];

    [Required, Range(1, 10_000_000)]
    public int? MassViews { get; set; }

    [Required, Range(1, 10_000_000)]
    public int? MassExportRows { get; set; }

    [StringLength(CompanySettings.TextLength)]
    public string? CompanyName { get; set; }

    [StringLength(CompanySettings.TextLength)]
    public string? CompanyAddress { get; set; }

    [StringLength(CompanySettings.TextLength)]
    public string? CompanyPhone { get; set; }

    [StringLength(CompanySettings.TextLength)]
    public string? CompanyCreditCode { get; set; }

    [StringLength(CompanySettings.TextLength)]
    public string? CompanyBank { get; set; }

    public static SettingsForm Of(CompanySettings settings, IReadOnlyList<Role> secondFactor) => new()
    {
        TimeZone = settings.TimeZone, Currency = settings.Currency, FiscalYearStart = settings.FiscalYearStart,
        FiscalPeriod = settings.FiscalPeriod, Language = settings.Language, SecondFactorRoles = [.. secondFactor],
        MassViews = settings.MassViews, MassExportRows = settings.MassExportRows,
        CompanyName = settings.CompanyName, CompanyAddress = settings.CompanyAddress, CompanyPhone = settings.CompanyPhone,
        CompanyCreditCode = settings.CompanyCreditCode, CompanyBank = settings.CompanyBank,
    };

    public string ValueOf(string key) => key switch
    {
        nameof(TimeZone) => TimeZone,
        nameof(Currency) => Currency,
        nameof(FiscalYearStart) => FiscalYearStart?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        nameof(FiscalPeriod) => FiscalPeriod?.ToString() ?? "",
        nameof(SecondFactorRoles) => string.Join(',', SecondFactorRoles.Distinct().Order()),
        nameof(MassViews) => MassViews?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        nameof(MassExportRows) => MassExportRows?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        nameof(CompanyName) => CompanyName ?? "",
        nameof(CompanyAddress) => CompanyAddress ?? "",
        nameof(CompanyPhone) => CompanyPhone ?? "",
        nameof(CompanyCreditCode) => CompanyCreditCode ?? "",
        nameof(CompanyBank) => CompanyBank ?? "",
        _ => Language,
    };
}

public sealed class CalendarDayForm
{
    [Required]
    public DateOnly? Day { get; set; }

    public CalendarDayKind Kind { get; set; }
}

public enum CalendarDayKind
{
    Holiday,
    MakeUpDay,
}

public sealed record SettingsPage(SettingsForm Form, CalendarDayForm DayForm, IReadOnlyList<CalendarDay> Days);
