using System.Globalization;
using System.Reflection;

namespace SiCrm.Domain.Customers;

/// <summary>Values of facts by the name of their field, as <see cref="CustomerChange"/> keeps them.</summary>
public static class FactsText
{
    public static CustomerFacts With(this CustomerFacts facts, string field, string? text)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Put(facts with { }, field, text);
    }

    public static ContactFacts With(this ContactFacts facts, string field, string? text)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Put(facts with { }, field, text);
    }

    /// <summary>The value as it is kept; null for none, and for a field that is none.</summary>
    public static string? Of(object facts, string field)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var value = facts.GetType().GetProperty(field)?.GetValue(facts);
        return value is false ? null : CustomerChange.Text(value);
    }

    private static T Put<T>(T facts, string field, string? text)
    {
        if (typeof(T).GetProperty(field) is { CanWrite: true } property)
        {
            property.SetValue(facts, Read(property, text));
        }

        return facts;
    }

    private static object? Read(PropertyInfo property, string? text)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type == typeof(bool) ? text is not null
            : text is null ? null
            : type.IsEnum ? Enum.Parse(type, text)
            : type == typeof(DateOnly) ? DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture)
            : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }
}
