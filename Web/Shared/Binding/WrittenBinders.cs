using System.Globalization;
using System.Text;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Values;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Shared.Binding;

/// <summary>Amounts in the company's currency; a sign of another one is refused, not overlooked.</summary>
internal sealed class MoneyBinder(Words words, Company company) : WrittenValueBinder
{
    protected override bool TryRead(string text, out object? value, out string refusal)
    {
        var currency = company.Settings.Currency;
        var isMoney = MoneyText.TryParse(text, out var money, currency);
        (value, refusal) = (money, isMoney ? "" : Refusal(text, currency));
        return isMoney;
    }

    private string Refusal(string text, string currency) => MoneyText.FaultOf(text, currency) switch
    {
        MoneyFault.OtherCurrency => words["Shared.Validation.Money.OtherCurrency", text, currency],
        MoneyFault.Negative => words["Shared.Validation.Money.Negative", text],
        MoneyFault.TooFine => words["Shared.Validation.Money.TooFine", text],
        MoneyFault.TooLarge => words["Shared.Validation.Money.TooLarge", text, new Money(Money.Limit)],
        _ => words["Shared.Validation.Money", text],
    };
}

internal sealed class PercentBinder(Words words) : WrittenValueBinder
{
    protected override bool TryRead(string text, out object? value, out string refusal)
    {
        var isPercent = Percent.TryParse(text, out var percent);
        (value, refusal) = (percent, isPercent ? "" : words["Shared.Validation.Percent", text]);
        return isPercent;
    }
}

/// <summary>Hours, days, shares: <c>1.5</c> and <c>1,5</c> are one and a half; a comma that could also part thousands is refused, not guessed.</summary>
internal sealed class DecimalBinder(Words words) : WrittenValueBinder
{
    protected override bool TryRead(string text, out object? value, out string refusal)
    {
        var plain = PlainText.Folded(text).Trim();
        var isComma = plain.Count(sign => sign == ',') == 1 && plain.IndexOf(',', StringComparison.Ordinal) >= plain.Length - 3;
        var isNumber = decimal.TryParse(
            isComma ? plain.Replace(',', '.') : plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        (value, refusal) = (number, isNumber ? "" : words["Shared.Validation.Decimal", text]);
        return isNumber;
    }
}

/// <summary>Whole numbers, in full-width digits too.</summary>
internal sealed class WholeBinder(Words words) : WrittenValueBinder
{
    protected override bool TryRead(string text, out object? value, out string refusal)
    {
        var isWhole = int.TryParse(PlainText.Folded(text).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        (value, refusal) = (number, isWhole ? "" : words["Shared.Validation.Whole", text]);
        return isWhole;
    }
}

internal sealed class DayBinder(Words words, Company company, TimeProvider clock) : WrittenValueBinder
{
    protected override bool TryRead(string text, out object? value, out string refusal)
    {
        var isDay = DayText.TryParse(text, company.Time.DayOf(clock.GetUtcNow().UtcDateTime), out var day);
        (value, refusal) = (day, isDay ? "" : words[IsFarOff(text) ? "Shared.Validation.DayFarOff" : "Shared.Validation.Day", text]);
        return isDay;
    }

    /// <summary>A day of the calendar, though none that anybody plans or remembers here.</summary>
    private static bool IsFarOff(string text) => DateOnly.TryParseExact(
        PlainText.Folded(text).Trim(), ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}

/// <summary>Texts without space at their ends, in one Unicode form, with plain line ends, and without characters that no screen shows.</summary>
internal class TextBinder(Words words) : WrittenValueBinder
{
    protected sealed override bool TryRead(string text, out object? value, out string refusal)
    {
        var isSound = CellText.Unfit(text) is null;
        value = isSound ? Trimmed(text.ReplaceLineEndings("\n").Normalize(NormalizationForm.FormC)) : null;
        refusal = isSound ? "" : words["Shared.Validation.ControlCharacters"];
        return isSound;
    }

    protected virtual string Trimmed(string text) => text.Trim();
}

/// <summary>Rows from a spreadsheet: a tab before or after all others is an empty cell.</summary>
internal sealed class TableTextBinder(Words words) : TextBinder(words)
{
    protected override string Trimmed(string text) => text.Trim(' ', '\n');
}
