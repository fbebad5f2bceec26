using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Web.Customers.Contacts.Record;

/// <summary>A contact's page: head, buttons, and which tab is open.</summary>
public record ContactPage(ContactDetail Contact, OrganisationFacts Names, Viewer Viewer, Stamp Now, string Tab)
{
    public const string History = "";
    public const string Facts = "facts";

    public PersonalFields Personal { get; } = PersonalFields.For(Viewer);

    public bool MayWrite => Contact.IsWritable && Contact.ArchivedAt is null;

    public bool MayRestore => Contact.IsWritable && Contact.ArchivedAt is not null;

    public Birthday? Birthday => Personal.BirthdayOf(Contact.Facts.Birthday) is { } day ? new Birthday(day, Contact.Facts.IsBirthdayLunar) : null;

    public DateOnly? NextBirthdayOn => Birthday?.NextOn(Now.Today);
}

/// <summary>His part in one opportunity.</summary>
public sealed record ContactPart(
    long OpportunityId, string Opportunity, BuyingRole Role, int Influence, int? Attitude, DateTime? AttitudeSince, string? Evidence, long? HolderId,
    long? ReportsToId, string? ReportsTo)
{
    /// <summary>What was concluded, the last first.</summary>
    public IReadOnlyList<AttitudeStep> Steps { get; init; } = [];
}

public sealed record AttitudeStep(int? From, int? To, DateTime At);

/// <summary>One contact with him as it was logged.</summary>
public sealed record TouchRow(long Id, DateTime At, TouchKind Kind, string Words, bool IsTwoWay, long? ActorId, long CustomerId, string Customer);

public sealed record ContactHistoryPage(
    ContactDetail Contact, OrganisationFacts Names, Viewer Viewer, Stamp Now, IReadOnlyList<ContactPart> Parts, KeysetPage<TouchRow> Touches, bool IsFirst)
    : ContactPage(Contact, Names, Viewer, Now, History);

/// <summary>An employer, the present one first.</summary>
public sealed record EmployerRow(string Customer, string? Position, string? Department, DateOnly? From, DateOnly? Until);

/// <summary>An employer that he left, or a position that he changed.</summary>
/// <param name="Employer">Null for a position.</param>
public sealed record JobRow(DateOnly On, string? Employer, string? Before, string? After);

/// <param name="Origins">The last change of each field that was changed.</param>
public sealed record ContactFactsPage(
    ContactDetail Contact, OrganisationFacts Names, Viewer Viewer, Stamp Now, IReadOnlyList<CustomerChange> Origins, IReadOnlyList<EmployerRow> Employers)
    : ContactPage(Contact, Names, Viewer, Now, Facts)
{
    /// <summary>Those of a year, which the report of key contacts counts.</summary>
    public IReadOnlyList<JobRow> Jobs { get; init; } = [];
}
