using SiCrm.Domain.Access;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Access.Matrix;

/// <summary>Rights and scopes in words.</summary>
public static class MatrixSpeech
{
    public static string Of(this Words words, AccessRight right) =>
        right.Field is { } field ? words.Of(field) : right.Action is { } action ? words.Of(action) : "?";

    /// <summary>The right with what it is about.</summary>
    public static string Whole(this Words words, AccessRight right) =>
        right.Type is { } type ? words["Access.Right.Whole", words.Of(type), words.Of(right)] : words["Access.Right.See", words.Of(right)];

    /// <summary>Yes or no where the right can only be given or not.</summary>
    public static string Of(this Words words, AccessRight right, Scope scope) =>
        right.Choices.Count == 2 ? words[scope == Scope.All ? "Access.Right.Yes" : "Access.Right.No"] : words.Of(scope);
}
