namespace SiCrm.Domain.Access;

/// <summary>What the audit log tells of.</summary>
public enum AuditKind
{
    SignedIn,
    SignInFailed,
    SignInClosed,
    CodeFailed,
    SignedOut,
    SessionsEnded,
    PasswordChanged,
    PasswordReset,
    LinkSent,
    AddressChanged,
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodeUsed,
    RecoveryCodesMade,
    PasskeyAdded,
    PasskeyRemoved,
    TokenMade,
    TokenRevoked,
    PersonAdded,
    PersonChanged,
    PersonActivated,
    PersonDeactivated,
    RightsChanged,
    SettingsChanged,
    Denied,
    NotFound,
    Exported,
    ViewedMany,
}

/// <summary>What an administrator looks for first.</summary>
public enum AuditGroup
{
    SignIns,
    Accounts,
    Rights,
    Denials,
    Data,
}

public static class AuditKinds
{
    public static AuditGroup GroupOf(this AuditKind kind) => kind switch
    {
        AuditKind.SignedIn or AuditKind.SignInFailed or AuditKind.SignInClosed or AuditKind.CodeFailed or AuditKind.SignedOut
            or AuditKind.SessionsEnded or AuditKind.RecoveryCodeUsed => AuditGroup.SignIns,
        AuditKind.Denied or AuditKind.NotFound => AuditGroup.Denials,
        AuditKind.Exported or AuditKind.ViewedMany => AuditGroup.Data,
        AuditKind.PersonAdded or AuditKind.PersonChanged or AuditKind.PersonActivated or AuditKind.PersonDeactivated
            or AuditKind.RightsChanged or AuditKind.SettingsChanged => AuditGroup.Rights,
        _ => AuditGroup.Accounts,
    };

    /// <summary>What should make somebody look.</summary>
    public static bool IsWarning(this AuditKind kind) => kind is AuditKind.SignInFailed or AuditKind.SignInClosed or AuditKind.CodeFailed
        or AuditKind.Denied or AuditKind.NotFound or AuditKind.ViewedMany or AuditKind.RecoveryCodeUsed or AuditKind.SecondFactorOff;
}
