using System.Text;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Customers.Contacts;

/// <summary>
/// Reads visiting cards 2.1, 3.0 and 4.0, as phones and mail programs write them. A card that is broken is told as such
/// and does not spoil the next one; nothing but what we keep of a person is kept in memory.
/// </summary>
public static class VCardReader
{
    /// <param name="most">Reading ends one after so many.</param>
    public static IEnumerable<VCard> Read(byte[] file, int most)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Cards(file).Take(most + 1);
    }

    private static IEnumerable<VCard> Cards(byte[] file)
    {
        Draft? draft = null;
        foreach (var bytes in VCardLines.Of(file))
        {
            var line = bytes is null ? null : VCardLine.Parse(bytes);
            if (line is { Name: "BEGIN" } && IsCard(line))
            {
                if (draft is not null)
                {
                    yield return draft.Broken(VCardTrouble.NoEnd);
                }

                draft = new Draft();
            }
            else if (line is { Name: "END" } && IsCard(line) && draft is not null)
            {
                yield return draft.Finished();
                draft = null;
            }
            else if (line is not null)
            {
                draft?.Take(line);
            }
        }

        if (draft is not null)
        {
            yield return draft.Broken(VCardTrouble.NoEnd);
        }
    }

    private static bool IsCard(VCardLine line) => Encoding.Latin1.GetString(line.Value).Trim().Equals("VCARD", StringComparison.OrdinalIgnoreCase);

    private sealed class Draft
    {
        private VCard _card = new();
        private VCardTrouble? _trouble;

        public void Take(VCardLine line)
        {
            if (line.Name is not ("FN" or "N" or "ORG" or "TITLE" or "TEL" or "EMAIL" or "BDAY" or "NOTE" or "IMPP" or "X-WECHAT" or "X-QQ"))
            {
                return;
            }

            try
            {
                _card = With(_card, line, VCardText.Of(line));
            }
            catch (DecoderFallbackException)
            {
                _trouble = VCardTrouble.Encoding;
            }
        }

        public VCard Finished() => _trouble is { } trouble ? Broken(trouble) : _card.Name is null ? Broken(VCardTrouble.NoName) : _card;

        public VCard Broken(VCardTrouble trouble) => _card with { Trouble = trouble };

        private static VCard With(VCard card, VCardLine line, string value) => line.Name switch
        {
            "FN" => card with { Name = Text(VCardText.Whole(value), CustomerLengths.PersonName) ?? card.Name },
            "N" => card with { Name = card.Name ?? Text(NameOf(VCardText.Parts(value, ';')), CustomerLengths.PersonName) },
            "ORG" => Organisation(card, VCardText.Parts(value, ';')),
            "TITLE" => card with { Title = card.Title ?? Text(VCardText.Whole(value), CustomerLengths.Position) },
            "TEL" => Phone(card, line, Text(VCardText.Whole(value).Replace("tel:", "", StringComparison.OrdinalIgnoreCase), CustomerLengths.Phone)),
            "EMAIL" => card with { Email = card.Email ?? Text(VCardText.Whole(value), CustomerLengths.Email) },
            "BDAY" => card with { Birthday = card.Birthday ?? VCardText.Day(VCardText.Whole(value)) },
            "NOTE" => card with { Note = card.Note ?? Lines(VCardText.Whole(value), CustomerLengths.Preferences) },
            _ => card with { Messenger = card.Messenger ?? Text(VCardText.Whole(value), CustomerLengths.Messenger) },
        };

        /// <summary>Family and given name; Chinese ones stand in that order without a space.</summary>
        private static string NameOf(IReadOnlyList<string> parts)
        {
            var (family, given) = (parts[0].Trim(), parts.ElementAtOrDefault(1)?.Trim() ?? "");
            var isChinese = (family + given).EnumerateRunes().Any(SearchText.IsCjk);
            return isChinese ? family + given : $"{given} {family}".Trim();
        }

        private static VCard Organisation(VCard card, IReadOnlyList<string> parts) => card with
        {
            Organisation = card.Organisation ?? Text(parts[0], CustomerLengths.Name),
            Department = card.Department ?? Text(string.Join(' ', parts.Skip(1)), CustomerLengths.Position),
        };

        /// <summary>A number is the mobile one unless the card says that it is another's.</summary>
        private static VCard Phone(VCard card, VCardLine line, string? number) =>
            line.Is("FAX") || line.Is("PAGER") ? card
            : line.Is("CELL") ? card with { Mobile = card.Mobile is null || !line.Is("PREF") ? card.Mobile ?? number : number }
            : line.Is("WORK") ? card with { WorkPhone = card.WorkPhone ?? number }
            : card.Mobile is null ? card with { Mobile = number } : card with { WorkPhone = card.WorkPhone ?? number };

        private static string? Text(string value, int length) => PlainText.Line(value) is { } line ? PlainText.Line(PlainText.Cut(line, length)) : null;

        private static string? Lines(string value, int length) => PlainText.Lines(value) is { } lines ? PlainText.Lines(PlainText.Cut(lines, length)) : null;
    }
}
