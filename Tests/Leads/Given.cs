using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

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

    public static readonly QualificationAnswers ThreeYes = new(Answer.Yes, Answer.Yes, Answer.Yes);

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
        Bring(lead, status);
        return lead;
    }

    private static void Bring(Lead lead, LeadStatus status)
    {
        if (status is LeadStatus.Disqualified)
        {
            lead.Disqualify(DisqualifyReason.NoNeed, null, By(Desk));
        }

        if (status is LeadStatus.New or LeadStatus.Disqualified)
        {
            return;
        }

        lead.Qualify(ThreeYes, By(Desk));
        if (status is LeadStatus.Qualified)
        {
            return;
        }

        lead.AssignTo(Rep, By(Desk));
        if (status is LeadStatus.Reclaimed)
        {
            lead.Reclaim(ReclaimRule.NoFirstContact, null, By(Desk));
        }

        if (status is LeadStatus.Working or LeadStatus.Converted)
        {
            lead.Start(By(Rep));
        }

        if (status is LeadStatus.Converted)
        {
            LeadConversion.Convert(lead, "O-2026-00001", "Data centre", null, null, By(Rep));
        }
    }

    public static string? RefusalOf(Action verb) => Record.Exception(verb) is RuleBroken broken ? broken.Refusal.Code : null;
}
