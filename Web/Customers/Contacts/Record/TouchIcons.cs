using SiCrm.Domain.Customers;

namespace SiCrm.Web.Customers.Contacts.Record;

/// <summary>The mark of each kind of contact in a timeline.</summary>
public static class TouchIcons
{
    public static string Of(TouchKind kind) => kind switch
    {
        TouchKind.Call => "phone",
        TouchKind.Mail => "mail",
        TouchKind.Message => "message",
        TouchKind.Note => "note",
        _ => "users",
    };
}
