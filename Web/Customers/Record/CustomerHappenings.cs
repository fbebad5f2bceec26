using System.Globalization;
using SiCrm.Domain.Customers;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Record;

/// <summary>One line of the timeline: an event, a touch, a lead or opportunity, or the values that one edit changed.</summary>
public sealed record CustomerHappenings(IReadOnlyList<CustomerHappening> Rows, CategoryScheme Scheme, OrganisationFacts Names)
{
    public CustomerHappening First => Rows[0];

    public string Icon => First switch
    {
        { Touch.Kind: TouchKind.Call } => "phone",
        { Touch.Kind: TouchKind.Mail } => "mail",
        { Touch.Kind: TouchKind.Message } => "message",
        { Touch.Kind: TouchKind.Note } => "note",
        { Touch: not null } => "users",
        { Deal.IsLead: true } => "target",
        { Deal: not null } => "briefcase",
        { Event: not null } => "arrow-right",
        _ => "edit",
    };
}

/// <summary>How a kept value of a customer reads.</summary>
public static class CustomerValues
{
    public static string Label(this Words words, CustomerChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return words.OrNull($"Customers.Field.{change.Field}") ?? change.Field;
    }

    /// <summary>Every other customer that is named: as a referrer before or after a change, or because one took the other in.</summary>
    public static IEnumerable<long?> OtherCustomers(this IEnumerable<CustomerHappening> rows) => rows.SelectMany(row => row switch
    {
        { Change: { Field: nameof(CustomerFacts.ReferredById) or nameof(Customer.ParentId) } change } => new[] { Number(change.Before), Number(change.After) },
        { Event: { Kind: CustomerEventKind.Merged or CustomerEventKind.Unmerged } merge } => [merge.RelatedId],
        _ => [],
    });

    /// <summary>The number of another record that a kept value is.</summary>
    public static long? Number(string? value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static string Read(this Words words, CustomerHappenings line, string field, string? value)
    {
        ArgumentNullException.ThrowIfNull(line);
        return value is null ? Show.Nothing : field switch
        {
            nameof(CustomerFacts.RegionId) when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => line.Names.Region(id) ?? value,
            nameof(Customer.DeputyId) when Number(value) is { } person => line.Names.Person(person) ?? value,
            nameof(CustomerFacts.Category) => line.Scheme.Category(value),
            nameof(CustomerFacts.ItMaturity) when Enum.TryParse<ItMaturity>(value, out var maturity) => words.Of(maturity),
            _ => value,
        };
    }
}
