using System.Text;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Shared.Binding;

internal sealed class MoneyBinder(Words words) : WrittenValueBinder
{
    protected override bool TryRead(string text, out object? value, out string refusal)
    {
        var isMoney = MoneyText.TryParse(text, out var money);
        (value, refusal) = (money, isMoney ? "" : words["Shared.Validation.Money", text]);
        return isMoney;
    }
}

internal sealed class DayBinder(Words words, Company company, TimeProvider clock) : WrittenValueBinder
{
    protected override bool TryRead(string text, out object? value, out string refusal)
    {
        var isDay = DayText.TryParse(text, company.Time.DayOf(clock.GetUtcNow().UtcDateTime), out var day);
        (value, refusal) = (day, isDay ? "" : words["Shared.Validation.Day", text]);
        return isDay;
    }
}

/// <summary>Texts without space at their ends, in one Unicode form, with plain line ends, and without characters that no screen shows.</summary>
internal sealed class TextBinder(Words words) : WrittenValueBinder
{
    protected override bool TryRead(string text, out object? value, out string refusal)
    {
        value = null;
        refusal = words["Shared.Validation.ControlCharacters"];
        var plain = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (plain.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) || HasHalfCharacter(plain))
        {
            return false;
        }

        value = plain.Normalize(NormalizationForm.FormC).Trim();
        return true;
    }

    /// <summary>Half of a surrogate pair, which can't be normalised or stored.</summary>
    private static bool HasHalfCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
