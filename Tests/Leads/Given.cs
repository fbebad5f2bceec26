using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Leads;

/// <summary>What the lead's specs begin with: people with numbers, stamps of days, leads that the verbs brought so far.</summary>
internal static class Given
{
    public static readonly CompanyTime Shanghai = new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    /// <summary>Wednesday 2026-11-18, 10:00 in Shanghai.</summary>
    public static readonly DateTime Start = new(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc);

    public static readonly Person Desk = Person(1, "Lena", teamId: null, Role.LeadCoordinator);
    public static readonly Person Rep = Person(2, "Sam", teamId: 10, Role.Sales);
    public static readonly Person Colleague = Person(3, "Sue", teamId: 10, Role.Sales);
    public static readonly Person Stranger = Person(4, "Will", teamId: 20, Role.Sales);

    public static Person Person(long id, string name, long? teamId, Role role, DateOnly? from = null)
    {
        var person = new Person(name, null, teamId, null, from ?? new DateOnly(2025, 1, 1), role);
        typeof(Person).GetProperty(nameof(Domain.Access.Person.Id))!.SetValue(person, id);
        return person;
    }

    public static Stamp By(Person? person, double days = 0) => Stamp.Of(person?.Id, Start.AddDays(days), Shanghai);

    public static Lead Lead(LeadStatus status = LeadStatus.New, Func<LeadFacts, LeadFacts>? change = null)
    {
        var facts = new LeadFacts { Company = "Green Media Co., Ltd.", Amount = Money.FromMajor(120_000) };
        var lead = new Lead("L-2026-00001", change is null ? facts : change(facts), LeadOrigin.QuickForm, By(Desk));
        lead.Bring(status, Rep, By(Desk), By(Rep));
        return lead;
    }

    public static string? RefusalOf(Action verb) => Record.Exception(verb) is RuleBroken broken ? broken.Refusal.Code : null;
}
