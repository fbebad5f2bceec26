using System.ComponentModel.DataAnnotations;
using SiCrm.Domain.Customers;

namespace SiCrm.Web.Customers.Contacts.Changes;

/// <summary>What a person types of a contact.</summary>
public class ContactFactsForm
{
    [Required, StringLength(CustomerLengths.PersonName)]
    public string? PersonName { get; set; }

    [StringLength(CustomerLengths.Position)]
    public string? Position { get; set; }

    [StringLength(CustomerLengths.Position)]
    public string? Department { get; set; }

    [StringLength(CustomerLengths.Phone), DataType(DataType.PhoneNumber)]
    public string? MobilePhone { get; set; }

    [StringLength(CustomerLengths.Phone), DataType(DataType.PhoneNumber)]
    public string? OfficePhone { get; set; }

    [StringLength(CustomerLengths.Email), EmailAddress]
    public string? Email { get; set; }

    [StringLength(CustomerLengths.Messenger)]
    public string? Messenger { get; set; }

    public DateOnly? Birthday { get; set; }

    public bool IsBirthdayLunar { get; set; }

    [StringLength(CustomerLengths.Preferences)]
    public string? Preferences { get; set; }

    /// <param name="before">What he may not see stays as it is.</param>
    public ContactFacts Over(ContactFacts before, PersonalFields personal)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(personal);
        return before with
        {
            Name = PersonName ?? "", Position = Position, Department = Department, OfficePhone = OfficePhone, Email = Email, Messenger = Messenger,
            Preferences = Preferences, Phone = personal.Phone ? MobilePhone : before.Phone, Birthday = personal.Birthday ? Birthday : before.Birthday,
            IsBirthdayLunar = personal.Birthday ? IsBirthdayLunar : before.IsBirthdayLunar,
        };
    }
}

public sealed class ContactEditForm : ContactFactsForm
{
    public int Version { get; set; }

    public static ContactEditForm Of(Contact contact, PersonalFields personal)
    {
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentNullException.ThrowIfNull(personal);
        return new()
        {
            Version = contact.Version, PersonName = contact.Name, Position = contact.Position, Department = contact.Department,
            MobilePhone = personal.PhoneOf(contact.Phone), OfficePhone = contact.OfficePhone, Email = contact.Email, Messenger = contact.Messenger,
            Birthday = personal.BirthdayOf(contact.Birthday), IsBirthdayLunar = personal.Birthday && contact.IsBirthdayLunar, Preferences = contact.Preferences,
        };
    }
}
