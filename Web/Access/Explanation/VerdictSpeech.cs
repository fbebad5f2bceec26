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
            AccessReason.Cover => words["Access.Explain.Why.Cover"],
            AccessReason.NoRole => words["Access.Explain.Why.NoRole", roles, type, action, words.Of(verdict.Needed)],
            AccessReason.OutOfScope => words[
                verdict.CouldBeShared ? "Access.Explain.Why.OutOfScope.OrShare" : "Access.Explain.Why.OutOfScope",
                roles, type, action, scope, page.NameOf(verdict.Reach), words.Of(verdict.Needed)],
            _ => words[$"Access.Explain.Why.{verdict.Reason}", words.Of(verdict.Share?.Kind ?? default), words.Of(verdict.Share?.Level ?? default),
                page.Names.Person(verdict.Share?.GivenById) ?? "SiCrm", verdict.Share?.UntilOn is { } until ? until : words["Access.Shares.Open"]],
        };
    }
}
