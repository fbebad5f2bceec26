using System.Reflection;

namespace SiCrm.Domain.Customers.Merging;

/// <summary>One value of the customer as each of the two records has it.</summary>
public sealed record FieldPair(string Field, object? Kept, object? Merged)
{
    /// <summary>Where only one has a value there is nothing to choose.</summary>
    public bool Differs => Kept is not null && Merged is not null && !Kept.Equals(Merged);
}

/// <summary>Which of two records each value is taken from.</summary>
public static class FieldChoice
{
    private static readonly IReadOnlyList<PropertyInfo> Fields = [.. typeof(CustomerFacts).GetProperties().Where(field => field.CanWrite)];

    public static IReadOnlyList<FieldPair> Of(CustomerFacts kept, CustomerFacts merged) =>
        [.. Fields.Select(field => new FieldPair(field.Name, field.GetValue(kept), field.GetValue(merged)))];

    /// <summary>The kept record's values, filled up from the other where it has none, and taken from it where it was chosen.</summary>
    /// <param name="fromMerged">The names of the fields whose value the merged record gives.</param>
    public static CustomerFacts Together(CustomerFacts kept, CustomerFacts merged, IReadOnlyCollection<string> fromMerged)
    {
        ArgumentNullException.ThrowIfNull(fromMerged);
        var together = kept with { };
        foreach (var field in Fields.Where(field => field.GetValue(kept) is null || fromMerged.Contains(field.Name)))
        {
            field.SetValue(together, field.GetValue(merged) ?? field.GetValue(kept));
        }

        return together;
    }

    /// <summary>The values as they were before, but for those that were changed afterwards.</summary>
    public static CustomerFacts Undone(CustomerFacts now, CustomerFacts before, CustomerFacts after)
    {
        ArgumentNullException.ThrowIfNull(now);
        return Undo(now with { }, before, after);
    }

    /// <summary>The same of a contact.</summary>
    public static ContactFacts Undone(ContactFacts now, ContactFacts before, ContactFacts after)
    {
        ArgumentNullException.ThrowIfNull(now);
        return Undo(now with { }, before, after);
    }

    /// <summary>The kept contact's values, filled up from the other where it has none.</summary>
    public static ContactFacts Filled(ContactFacts kept, ContactFacts other)
    {
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(other);
        return kept with
        {
            Position = kept.Position ?? other.Position,
            Department = kept.Department ?? other.Department,
            Phone = kept.Phone ?? other.Phone,
            OfficePhone = kept.OfficePhone ?? other.OfficePhone,
            Email = kept.Email ?? other.Email,
            Messenger = kept.Messenger ?? other.Messenger,
            Birthday = kept.Birthday ?? other.Birthday,
            IsBirthdayLunar = kept.Birthday is null ? other.IsBirthdayLunar : kept.IsBirthdayLunar,
            Preferences = kept.Preferences ?? other.Preferences,
            Consent = Decided(kept, other).Consent,
            ConsentOn = Decided(kept, other).ConsentOn,
            ConsentHow = Decided(kept, other).ConsentHow,
        };
    }

    private static ContactFacts Decided(ContactFacts kept, ContactFacts other) => kept.Consent == Consent.Unknown ? other : kept;

    private static T Undo<T>(T now, T before, T after)
    {
        foreach (var field in typeof(T).GetProperties().Where(field => field.CanWrite && Equals(field.GetValue(now), field.GetValue(after))))
        {
            field.SetValue(now, field.GetValue(before));
        }

        return now;
    }
}
