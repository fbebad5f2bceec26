using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Notifications;

/// <summary>What a notification says in the reader's language, and where it leads.</summary>
public static class NotificationSpeech
{
    public static string Say(this Words words, Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var args = Notification.ArgsOf(notification.Words).Select(arg => notification.Kind == NotificationKind.ReclaimWarning
            && Enum.TryParse<ReclaimRule>(arg, out var rule) ? words.Of(rule) : arg).Concat(["", "", "", ""]);
        return words[$"Notifications.{notification.Kind}", [.. args]];
    }

    public static string Icon(NotificationKind kind) => kind switch
    {
        NotificationKind.LeadAssigned or NotificationKind.LeadsAssigned or NotificationKind.HandedOver => "user-plus",
        NotificationKind.LeadReclaimed or NotificationKind.LeadsReclaimed => "user-minus",
        NotificationKind.ReclaimWarning => "hourglass",
        NotificationKind.ConfirmationAsked => "help-circle",
        NotificationKind.ConfirmationMissed => "alert-triangle",
        _ => "message",
    };

    public static string PathOf(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return notification.Kind switch
        {
            NotificationKind.LeadsAssigned => "/leads?owner=me",
            NotificationKind.LeadReclaimed or NotificationKind.LeadsReclaimed or NotificationKind.AppealDeclined => "/my/appeals",
            NotificationKind.HandedOver => "/leads?owner=me",
            NotificationKind.ConfirmationAsked or NotificationKind.ConfirmationMissed => "/my/confirmations",
            _ => $"/leads/{notification.SubjectId}",
        };
    }
}
