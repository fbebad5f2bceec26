using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Customers;

/// <content>Where he works, and whether he agreed to be written to.</content>
public sealed partial class Contact
{
    private readonly List<ContactEmployment> _employments = [];

    /// <summary>Since when he works where he is; null: since before we knew him.</summary>
    public DateOnly? EmployedSince { get; private set; }

    /// <summary>Where he worked before.</summary>
    public IReadOnlyList<ContactEmployment> Employments => _employments;

    /// <summary>
    /// He works for another customer now. What was spoken with him stays with the one where he was; who may see him
    /// follows from the new one.
    /// </summary>
    public void MoveTo(Customer employer, string? position, string? department, DateOnly on, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(employer);
        CanMoveTo(employer, on, stamp).ThrowIfRefused();
        _employments.Add(new ContactEmployment
        {
            CustomerId = CustomerId, Position = Position, Department = Department, From = EmployedSince, Until = on, At = stamp.At, ActorId = stamp.ActorId,
        });
        Change(Facts with { Position = position, Department = department }, stamp, CustomerOrigin.Edit);
        (CustomerId, EmployedSince) = (employer.Id, on);
        Follow(employer);
        Version++;
    }

    public Refusal? CanMoveTo(Customer employer, DateOnly on, Stamp stamp) =>
        ArchivedAt is not null ? new Refusal("ContactIsArchived", Name)
        : employer.ArchivedAt is not null ? new Refusal("CustomerIsArchived", employer.Name)
        : employer.Id == CustomerId ? new Refusal("ContactWorksThere", Name, employer.Name)
        : on > stamp.Today ? new Refusal("DateInTheFuture", on)
        : on < EmployedSince ? new Refusal("EmploymentBackwards", Name, EmployedSince)
        : null;

    /// <summary>He agreed to be written to, or said that he does not want it; kept with since when and how.</summary>
    public void Decide(Consent consent, DateOnly on, string? how, Stamp stamp)
    {
        RefuseArchived();
        (on > stamp.Today ? new Refusal("DateInTheFuture", on) : null).ThrowIfRefused();
        (consent != Consent.Unknown && PlainText.Line(how) is null ? new Refusal("ConsentNeedsHow") : null).ThrowIfRefused();
        var facts = Facts with { Consent = consent, ConsentOn = consent == Consent.Unknown ? null : on, ConsentHow = how };
        Change(facts.Cleaned(), stamp, CustomerOrigin.Edit);
    }
}
