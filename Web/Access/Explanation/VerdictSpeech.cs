using SiCrm.Domain.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Explanation;

/// <summary>Says a verdict's reason in words, with what would be needed where it is no.</summary>
public static class VerdictSpeech
{
    public static string Why(this Words words, AccessVerdict verdict, SharedRecord record, ExplanationPage page)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(page);
        var roles = string.Join(words["Access.Explain.And"], verdict.Roles.Select(role => words.Of(role)));
        var (type, action, scope) = (words.Of(record.Type), words.Of(verdict.Action), words.Of(verdict.Reach.Scope));
        return verdict.Reason switch
        {
            AccessReason.Scope when verdict.Reach.Scope == Scope.All => words["Access.Explain.Why.All", roles, type, action],
            AccessReason.Scope => words["Access.Explain.Why.Scope", roles, type, action, scope, page.NameOf(verdict.Reach)],
            AccessReason.Cover => words["Access.Explain.Why.Cover", verdict.Covering?.Name, verdict.Covering?.Until],
            AccessReason.Member => words["Access.Explain.Why.Member"],
            AccessReason.MemberCover => words["Access.Explain.Why.MemberCover", verdict.Covering?.Name, verdict.Covering?.Until],
            AccessReason.ProjectManager => words["Access.Explain.Why.ProjectManager"],
            AccessReason.NoRole => words["Access.Explain.Why.NoRole", roles, type, action, words.Of(verdict.Needed)],
            AccessReason.OutOfScope => words[
                verdict.CouldBeShared ? "Access.Explain.Why.OutOfScope.OrShare" : "Access.Explain.Why.OutOfScope",
                roles, type, action, scope, page.NameOf(verdict.Reach), words.Of(verdict.Needed)]
                + (verdict is { Share: { } share, CouldBeShared: true } ? " " + words["Access.Explain.Why.ShareFails", [.. words.Terms(share, page, record), share.FromOn]] : ""),
            _ => words[$"Access.Explain.Why.{verdict.Reason}", verdict.Share is { } helping ? [.. words.Terms(helping, page, record)] : []],
        };
    }

    /// <summary>Its kind, what it lets him do, who gave it, its last day, and the customer that the record hangs on.</summary>
    private static object?[] Terms(this Words words, RecordShare share, ExplanationPage page, SharedRecord record) =>
    [
        words.Of(share.Kind), words.Of(share.Level), page.Names.Person(share.GivenById) ?? "SiCrm",
        share.UntilOn is { } until ? until : words["Access.Shares.Open"], record.Customer ?? record.Name,
    ];
}
