namespace SiCrm.Domain.Shared;

public enum NotificationKind
{
    LeadAssigned,

    /// <summary>Several at once.</summary>
    LeadsAssigned,
    LeadReclaimed,
    LeadsReclaimed,

    /// <summary>The reclaim policy takes the lead soon.</summary>
    ReclaimWarning,
    ConfirmationAsked,

    /// <summary>No word on the lead by the end of the week: the first warning.</summary>
    ConfirmationMissed,
    AppealAccepted,
    AppealDeclined,

    /// <summary>Somebody's work came to the person.</summary>
    HandedOver,

    /// <summary>A colleague opened very many customers within an hour.</summary>
    MassViews,

    /// <summary>A colleague took very many rows away within an hour.</summary>
    MassExport,

    /// <summary>Somebody waits for the person's decision at a gate.</summary>
    ApprovalAsked,

    /// <summary>The manager's word on a qualification with a "no".</summary>
    QualificationDecided,
    InitiationDecided,

    /// <summary>The initiation gate opened again by itself.</summary>
    GateReopened,

    /// <summary>The presales budget is used up to a mark.</summary>
    PresalesBudget,

    /// <summary>The approver's word on a quote.</summary>
    QuoteDecided,

    /// <summary>A scheduled report was not mailed, because its recipient may not see it any more or it could not be made.</summary>
    ReportNotSent,

    /// <summary>The person's appraisal sheet of a period is closed.</summary>
    SheetClosed,

    /// <summary>Somebody appeals against a sheet that this one closed, or that is of one of his people.</summary>
    SheetAppealed,
    SheetAppealAccepted,
    SheetAppealRefused,

    /// <summary>The person is project manager of a contract now.</summary>
    ContractAppointed,

    /// <summary>Of several at once.</summary>
    ContractsAppointed,

    /// <summary>A manager wants something done about an opportunity of the person.</summary>
    InstructionGiven,
    InstructionAnswered,

    /// <summary>A draft waits for somebody who may let go so much.</summary>
    SigningAsked,

    /// <summary>The customer accepted; what service needs of the contract is listed and waits.</summary>
    ContractAccepted,

    /// <summary>Service has everything that it needs of a contract.</summary>
    ContractHandedOver,

    /// <summary>Somebody else put an action on the person's calendar.</summary>
    ActionPlanned,

    /// <summary>To another day or hour.</summary>
    ActionMoved,
    ActionDropped,

    /// <summary>It goes on without the person.</summary>
    ActionTakenOff,

    /// <summary>A contract is to be invoiced from now on.</summary>
    ContractSigned,

    /// <summary>By a change order.</summary>
    ContractAmended,
    ContractTerminated,

    /// <summary>All of it: what is to be paid on delivery can be asked for.</summary>
    ContractDelivered,

    /// <summary>The customer paid something of the person's contract.</summary>
    PaymentReceived,
    PaymentRefunded,
}

/// <summary>A word of the program to one person; its text is the kind's, in the reader's language, filled with the arguments.</summary>
public sealed class Notification
{
    private const char Separator = '\n';

    /// <param name="key">Unique for the person: the same fact is told once.</param>
    public Notification(long personId, NotificationKind kind, string subject, long subjectId, string key, DateTime at, params IEnumerable<string> args)
    {
        (PersonId, Kind, Subject, SubjectId, Key, At) = (personId, kind, subject, subjectId, key, at);
        Words = string.Join(Separator, args.Select(arg => arg.Replace(Separator, ' ')));
    }

    private Notification()
    {
        Subject = Key = Words = null!;
    }

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    public NotificationKind Kind { get; private set; }

    /// <summary>The record type, for example <c>Lead</c>.</summary>
    public string Subject { get; private set; }

    public long SubjectId { get; private set; }

    public string Key { get; private set; }

    public string Words { get; private set; }

    public DateTime At { get; private set; }

    public DateTime? ReadAt { get; private set; }

    public static IReadOnlyList<string> ArgsOf(string words) => words.Split(Separator);

    public void Read(DateTime at) => ReadAt ??= at;
}
