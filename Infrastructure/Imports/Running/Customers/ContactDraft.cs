using SiCrm.Domain.Customers;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Imports.Values;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>One row of a file of contacts, read and not yet placed.</summary>
/// <param name="Facts">Null when the row is refused.</param>
internal sealed record ContactDraft(
    TableRow Row, string Customer, string? Code, ContactFacts? Facts, bool? IsKey, string? Author, DateTime? CreatedAt, IReadOnlyList<Refusal> Refusals)
{
    private const int AuthorLength = 80;

    public string PhoneKey { get; } = NameKey.OfPhone(Facts?.Phone);

    /// <summary>Two rows of one file with the same are one row twice.</summary>
    public string IdentityAt(long customerId) => $"{customerId}|{ColumnName.Key(Facts?.Name ?? "")}|{PhoneKey}|{Facts?.Email?.ToLowerInvariant()}";

    public static ContactDraft Of(TableRow row, ColumnMap map, CompanyFacts company, DateTime now)
    {
        var values = new RowValues(row, map, company);
        var customer = values.Text(ImportField.Company, CustomerLengths.Name, isRequired: true) ?? "";
        var (code, createdAt) = (CustomerReader.Code(values), CustomerReader.Created(values, now));
        var facts = Read(values);
        var isKey = values.Word<bool>(ImportField.IsKey, Vocabulary.TryAnswer);
        var author = values.Text(ImportField.CreatedBy, AuthorLength);
        return new ContactDraft(row, customer, code, values.IsSound ? facts : null, isKey, author, createdAt, values.Refusals);
    }

    /// <summary>Whether a contact of the same customer is this one.</summary>
    public bool Is(Contact contact) => ColumnName.Key(contact.Name) == ColumnName.Key(Facts?.Name ?? "")
        && (PhoneKey.Length == 0 || contact.PhoneKey.Length == 0 || contact.PhoneKey == PhoneKey
            || (Facts?.Email is { } mail && string.Equals(mail, contact.Email, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What a contact that is here says after this row: a cell that is empty takes nothing away.</summary>
    public ContactFacts Over(ContactFacts before)
    {
        var said = Facts ?? before;
        return before with
        {
            Name = said.Name,
            Position = said.Position ?? before.Position,
            Department = said.Department ?? before.Department,
            Phone = said.Phone ?? before.Phone,
            OfficePhone = said.OfficePhone ?? before.OfficePhone,
            Email = said.Email ?? before.Email,
            Messenger = said.Messenger ?? before.Messenger,
            Birthday = said.Birthday ?? before.Birthday,
            Preferences = said.Preferences ?? before.Preferences,
        };
    }

    private static ContactFacts Read(RowValues values) => new()
    {
        Name = values.Text(ImportField.ContactName, CustomerLengths.PersonName, isRequired: true) ?? "",
        Position = values.Text(ImportField.Position, CustomerLengths.Position),
        Department = values.Text(ImportField.Department, CustomerLengths.Position),
        Phone = values.Text(ImportField.Phone, CustomerLengths.Phone),
        OfficePhone = values.Text(ImportField.OfficePhone, CustomerLengths.Phone),
        Email = values.Mail(ImportField.Email, CustomerLengths.Email),
        Messenger = values.Text(ImportField.Messenger, CustomerLengths.Messenger),
        Birthday = values.Day(ImportField.Birthday),
        Preferences = values.Lines(ImportField.Preferences, CustomerLengths.Preferences),
    };
}
