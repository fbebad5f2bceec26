using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>Whether a person agreed to be written to.</summary>
public enum Consent
{
    Unknown,
    Given,
    Refused,
}

/// <summary>What is known of a contact; everything that a person may type or a file may bring (product text, section 3).</summary>
public sealed record ContactFacts
{
    public required string Name { get; init; }

    public string? Position { get; init; }

    public string? Department { get; init; }

    /// <summary>The personal, mobile number.</summary>
    public string? Phone { get; init; }

    public string? OfficePhone { get; init; }

    public string? Email { get; init; }

    /// <summary>WeChat or another messenger.</summary>
    public string? Messenger { get; init; }

    public DateOnly? Birthday { get; init; }

    /// <summary>The birthday is kept by the Chinese calendar: <see cref="Birthday"/> is the day of birth, each year's day is found from it.</summary>
    public bool IsBirthdayLunar { get; init; }

    public string? Preferences { get; init; }

    public Consent Consent { get; init; }

    /// <summary>Since when the consent stands as it does.</summary>
    public DateOnly? ConsentOn { get; init; }

    /// <summary>How it was given or refused: a form, a mail, said at a meeting.</summary>
    public string? ConsentHow { get; init; }

    /// <summary>As it is kept: see <see cref="PlainText"/>.</summary>
    internal ContactFacts Cleaned() => this with
    {
        Name = PlainText.Line(Name) ?? throw new RuleBroken(new Refusal("ContactNeedsName")),
        Position = PlainText.Line(Position),
        Department = PlainText.Line(Department),
        Phone = PlainText.Line(Phone),
        OfficePhone = PlainText.Line(OfficePhone),
        Email = PlainText.Line(Email),
        Messenger = PlainText.Line(Messenger),
        Preferences = PlainText.Lines(Preferences),
        ConsentHow = PlainText.Line(ConsentHow),
        IsBirthdayLunar = IsBirthdayLunar && Birthday is not null,
    };

    internal static IEnumerable<(string Field, string? Value)> Values(ContactFacts facts) =>
    [
        (nameof(facts.Name), facts.Name),
        (nameof(facts.Position), facts.Position),
        (nameof(facts.Department), facts.Department),
        (nameof(facts.Phone), facts.Phone),
        (nameof(facts.OfficePhone), facts.OfficePhone),
        (nameof(facts.Email), facts.Email),
        (nameof(facts.Messenger), facts.Messenger),
        (nameof(facts.Birthday), CustomerChange.Text(facts.Birthday)),
        (nameof(facts.IsBirthdayLunar), facts.IsBirthdayLunar ? bool.TrueString : null),
        (nameof(facts.Preferences), facts.Preferences),
        (nameof(facts.Consent), facts.Consent.ToString()),
        (nameof(facts.ConsentOn), CustomerChange.Text(facts.ConsentOn)),
        (nameof(facts.ConsentHow), facts.ConsentHow),
    ];
}
