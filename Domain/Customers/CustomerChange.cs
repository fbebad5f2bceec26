using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <summary>One value of a customer or of one of its contacts that was changed: append-only, the origin of the present value.</summary>
public sealed class CustomerChange
{
    private CustomerChange()
    {
        Field = null!;
    }

    public long Id { get; private set; }

    public long CustomerId { get; private set; }

    /// <summary>Null for a value of the customer itself.</summary>
    public long? ContactId { get; private set; }

    /// <summary>The name of the property of <see cref="CustomerFacts"/> or <see cref="ContactFacts"/>.</summary>
    public string Field { get; private init; }

    public string? Before { get; private init; }

    public string? After { get; private init; }

    public CustomerOrigin Origin { get; private init; }

    public DateTime At { get; private init; }

    public long? ActorId { get; private init; }

    /// <summary>The import that changed it, and can take it back.</summary>
    public long? ImportId { get; private init; }

    internal static CustomerChange Of(string field, object? before, object? after, Stamp stamp, CustomerOrigin origin, long? importId) => new()
    {
        Field = field, Before = Text(before), After = Text(after), Origin = origin, At = stamp.At, ActorId = stamp.ActorId, ImportId = importId,
    };

    internal static IEnumerable<CustomerChange> Between(CustomerFacts before, CustomerFacts after, Stamp stamp, CustomerOrigin origin, long? importId) =>
        Between(Values(before), Values(after), stamp, origin, importId);

    internal static IEnumerable<CustomerChange> Between(Contact contact, ContactFacts after, Stamp stamp, CustomerOrigin origin, long? importId) =>
        Between(ContactFacts.Values(contact.Facts), ContactFacts.Values(after), stamp, origin, importId).Select(change => change.Of(contact));

    /// <summary>A value as it is kept.</summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    private CustomerChange Of(Contact contact)
    {
        (CustomerId, ContactId) = (contact.CustomerId, contact.Id);
        return this;
    }

    private static IEnumerable<CustomerChange> Between(IEnumerable<(string Field, string? Value)> before,
        IEnumerable<(string Field, string? Value)> after, Stamp stamp, CustomerOrigin origin, long? importId) =>
        before.Zip(after)
            .Where(pair => pair.First.Value != pair.Second.Value)
            .Select(pair => Of(pair.First.Field, pair.First.Value, pair.Second.Value, stamp, origin, importId));

    private static IEnumerable<(string Field, string? Value)> Values(CustomerFacts facts) =>
    [
        (nameof(facts.Name), facts.Name),
        (nameof(facts.ShortName), facts.ShortName),
        (nameof(facts.CreditCode), facts.CreditCode),
        (nameof(facts.RegionId), Text(facts.RegionId)),
        (nameof(facts.Industry), facts.Industry),
        (nameof(facts.Category), facts.Category),
        (nameof(facts.Tier), Text(facts.Tier)),
        (nameof(facts.Source), facts.Source),
        (nameof(facts.ReferredById), Text(facts.ReferredById)),
        (nameof(facts.EconomicStrength), Text(facts.EconomicStrength)),
        (nameof(facts.ItMaturity), Text(facts.ItMaturity)),
        (nameof(facts.Phone), facts.Phone),
        (nameof(facts.Website), facts.Website),
        (nameof(facts.Addresses), facts.Addresses),
        (nameof(facts.Note), facts.Note),
    ];
}
