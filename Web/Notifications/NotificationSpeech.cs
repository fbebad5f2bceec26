using SiCrm.Domain.Contracts;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Web.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Notifications;

/// <summary>What a notification says in the reader's language, and where it leads.</summary>
public static class NotificationSpeech
{
    public static string Say(this Words words, Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var args = Notification.ArgsOf(notification.Words).Select((arg, i) => Choice(words, notification.Kind, i, arg) ?? arg).Concat(["", "", "", "", ""]);
        var key = $"Notifications.{notification.Kind}";
        var isOne = PlaceOfCount(notification.Kind) is { } place && Notification.ArgsOf(notification.Words).ElementAtOrDefault(place) == "1";
        return words[isOne ? $"{key}.One" : key, [.. args]];
    }

    /// <summary>Which argument says how many; null where nothing is counted, where it is never one, or where it is the first, which every text knows of.</summary>
    private static int? PlaceOfCount(NotificationKind kind) => kind switch
    {
        NotificationKind.ConfirmationAsked or NotificationKind.ConfirmationMissed => 1,
        NotificationKind.ContractAccepted => 3,
        _ => null,
    };

    /// <summary>An argument that is a choice of the program, in the reader's language.</summary>
    private static string? Choice(Words words, NotificationKind kind, int place, string arg) => (kind, place) switch
    {
        (NotificationKind.ReclaimWarning, _) when Enum.TryParse<ReclaimRule>(arg, out var rule) => words.Of(rule),
        (NotificationKind.InitiationDecided, 2) when Enum.TryParse<InitiationVerdict>(arg, out var verdict) => words.Of(verdict),
        (NotificationKind.QuoteDecided, 3) when Enum.TryParse<QuoteEventKind>(arg, out var said) => words.Of(said),
        (NotificationKind.GateReopened, 2) when Enum.TryParse<RegateCause>(arg, out var cause) => words.Of(cause),
        (NotificationKind.ReportNotSent, 0) => words[ReportCatalogue.Find(arg)?.Title ?? "Reports.Title"],
        _ => null,
    };

    public static string Icon(NotificationKind kind) => kind switch
    {
        NotificationKind.LeadAssigned or NotificationKind.LeadsAssigned or NotificationKind.HandedOver
            or NotificationKind.ContractAppointed or NotificationKind.ContractsAppointed => "user-plus",
        NotificationKind.LeadReclaimed or NotificationKind.LeadsReclaimed => "user-minus",
        NotificationKind.ReclaimWarning => "hourglass",
        NotificationKind.ConfirmationAsked => "help-circle",
        NotificationKind.ApprovalAsked or NotificationKind.SigningAsked => "clipboard-check",
        NotificationKind.GateReopened or NotificationKind.PresalesBudget => "alert-triangle",
        NotificationKind.ReportNotSent => "mail",
        NotificationKind.ContractAccepted or NotificationKind.ContractHandedOver => "headset",
        NotificationKind.ContractSigned or NotificationKind.ContractAmended or NotificationKind.ContractDelivered => "file-check",
        NotificationKind.PaymentReceived or NotificationKind.PaymentRefunded => "cash",
        NotificationKind.ActionPlanned or NotificationKind.ActionMoved or NotificationKind.ActionDropped or NotificationKind.ActionTakenOff => "calendar",
        NotificationKind.SheetClosed or NotificationKind.SheetAppealed or NotificationKind.SheetAppealAccepted or NotificationKind.SheetAppealRefused => "award",
        NotificationKind.ConfirmationMissed or NotificationKind.MassViews or NotificationKind.MassExport or NotificationKind.ContractTerminated => "alert-triangle",
        _ => "message",
    };

    public static string PathOf(Notification notification)
    {
        ArgumentNullException.ThrowIfNull(notification);
        return notification.Kind switch
        {
            NotificationKind.ContractsAppointed => "/contracts?manager=me",
            _ when notification.Subject == nameof(Contract) => $"/contracts/{notification.SubjectId}",
            NotificationKind.LeadsAssigned => "/leads?owner=me",
            NotificationKind.LeadReclaimed or NotificationKind.LeadsReclaimed or NotificationKind.AppealDeclined => "/my/appeals",
            NotificationKind.HandedOver => "/leads?owner=me",
            NotificationKind.ConfirmationAsked or NotificationKind.ConfirmationMissed => "/my/confirmations",
            NotificationKind.MassViews or NotificationKind.MassExport => "/notifications",
            NotificationKind.ApprovalAsked => "/approvals",
            NotificationKind.ReportNotSent => "/reports/schedules",
            NotificationKind.SheetClosed or NotificationKind.SheetAppealed or NotificationKind.SheetAppealAccepted or NotificationKind.SheetAppealRefused =>
                $"/appraisal/{notification.SubjectId}?period={Uri.EscapeDataString(Notification.ArgsOf(notification.Words).ElementAtOrDefault(1) ?? "")}",
            NotificationKind.QualificationDecided => $"/opportunities/{notification.SubjectId}/qualification",
            NotificationKind.InitiationDecided or NotificationKind.GateReopened => $"/opportunities/{notification.SubjectId}/initiation",
            NotificationKind.QuoteDecided => $"/opportunities/{notification.SubjectId}/quotes",
            NotificationKind.PresalesBudget => $"/opportunities/{notification.SubjectId}/presales",
            NotificationKind.ActionPlanned or NotificationKind.ActionMoved or NotificationKind.ActionDropped => $"/plan-actions/{notification.SubjectId}",
            NotificationKind.ActionTakenOff => "/calendar",
            NotificationKind.InstructionGiven or NotificationKind.InstructionAnswered => $"/opportunities/{notification.SubjectId}",
            _ => $"/leads/{notification.SubjectId}",
        };
    }
}
