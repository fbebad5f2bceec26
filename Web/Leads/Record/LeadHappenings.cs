using System.Globalization;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Leads;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Leads.Record;

/// <summary>One line of the timeline: an event, a contact, or the values that one edit changed.</summary>
public sealed record LeadHappenings(IReadOnlyList<LeadHappening> Rows, OrganisationFacts Names)
{
    public LeadHappening First => Rows[0];

    public string Icon => First switch
    {
        { Activity.Kind: LeadActivityKind.Call } => "phone",
        { Activity.Kind: LeadActivityKind.Mail } => "mail",
        { Activity.Kind: LeadActivityKind.Message } => "message",
        { Activity.Kind: LeadActivityKind.Note } => "note",
        { Activity: not null } => "users",
        { Event: not null } => "arrow-right",
        _ => "edit",
    };
}

/// <summary>How a kept value of a lead reads.</summary>
public static class LeadValues
{
    public static SensitiveField? Sensitive(string field) => field switch
    {
        nameof(LeadFacts.Amount) => SensitiveField.Amount,
        nameof(LeadFacts.Phone) => SensitiveField.PersonalPhone,
        _ => null,
    };

    public static string Label(this Words words, LeadChange change) => words.OrNull($"Leads.Field.{change.Field}") ?? change.Field;

    /// <summary>Everybody who is named as a referrer, before or after a change.</summary>
    public static IEnumerable<long?> Referrers(this IEnumerable<LeadHappening> rows) => rows.Select(row => row.Change).OfType<LeadChange>()
        .Where(change => change.Field == nameof(LeadFacts.ReferredById)).SelectMany(change => new[] { Number(change.Before), Number(change.After) });

    /// <summary>The number of another record that a kept value is.</summary>
    public static long? Number(string? value) => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static string Read(this Words words, OrganisationFacts names, string field, string? value) => value is null ? Show.Nothing : field switch
    {
        nameof(LeadFacts.RegionId) when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => names.Region(id) ?? value,
        nameof(LeadFacts.Channel) when Enum.TryParse<LeadChannel>(value, out var channel) => words.Of(channel),
        nameof(LeadFacts.Amount) when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) => Show.Money(Money.FromMajor(amount)),
        nameof(Lead.ArchivedAt) => value[..Math.Min(10, value.Length)],
        _ => value,
    };

    /// <summary>A reason as the history keeps it: a code that has a text, then words.</summary>
    public static string? Reason(this Words words, LeadEvent row)
    {
        if (row.Reason is not { } reason)
        {
            return null;
        }

        var code = reason.Split(':')[0];
        var known = row.Kind switch
        {
            LeadEventKind.Disqualified => words.OrNull($"Leads.DisqualifyReason.{code}"),
            LeadEventKind.GivenBack => words.OrNull($"Leads.GiveBackReason.{code}"),
            LeadEventKind.Reclaimed => words.OrNull($"Leads.ReclaimRule.{code}"),
            _ => null,
        };
        return known is null ? reason : known + reason[code.Length..];
    }
}
