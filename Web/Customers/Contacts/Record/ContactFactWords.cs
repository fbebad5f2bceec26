using SiCrm.Domain.Customers;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Contacts.Record;

/// <summary>The facts of a contact as they read; what the viewer may not see is not among them.</summary>
public static class ContactFactWords
{
    public static IEnumerable<(string Field, string? Value)> FactsOf(this Words words, ContactPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var facts = page.Contact.Facts;
        return
        [
            (nameof(facts.Name), facts.Name),
            (nameof(facts.Position), facts.Position),
            (nameof(facts.Department), facts.Department),
            .. page.Personal.Phone ? [(nameof(facts.Phone), facts.Phone)] : Array.Empty<(string, string?)>(),
            (nameof(facts.OfficePhone), facts.OfficePhone),
            (nameof(facts.Email), facts.Email),
            (nameof(facts.Messenger), facts.Messenger),
            .. page.Personal.Birthday ? [(nameof(facts.Birthday), words.Birthday(page.Birthday))] : Array.Empty<(string, string?)>(),
            (nameof(facts.Preferences), facts.Preferences),
            (nameof(facts.Consent), words.Of(facts.Consent)),
            (nameof(facts.ConsentHow), facts.ConsentHow),
        ];
    }

    /// <summary>The day of birth; of one that is kept by the Chinese calendar also its day there.</summary>
    private static string? Birthday(this Words words, Birthday? birthday) => birthday switch
    {
        null => null,
        { IsLunar: true } lunar when Domain.Customers.Birthday.LunarDayOf(lunar.BornOn) is { } day =>
            words[day.IsLeap ? "Contacts.LunarLeapBirthday" : "Contacts.LunarBirthday", lunar.BornOn, day.Month, day.Day],
        { } solar => Show.Day(solar.BornOn),
    };
}
