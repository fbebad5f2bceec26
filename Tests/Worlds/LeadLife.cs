using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Worlds;

/// <summary>Brings a new lead to a status by the shortest way of verbs.</summary>
public static class LeadLife
{
    public static readonly QualificationAnswers ThreeYes = new(Answer.Yes, Answer.Yes, Answer.Yes);

    public static void Bring(this Lead lead, LeadStatus status, Person rep, Stamp desk, Stamp byRep)
    {
        if (status == LeadStatus.New)
        {
            return;
        }

        if (status == LeadStatus.Disqualified)
        {
            lead.Disqualify(DisqualifyReason.NoNeed, null, desk);
            return;
        }

        lead.Qualify(ThreeYes, desk);
        if (status != LeadStatus.Qualified)
        {
            lead.AssignTo(rep, desk);
        }

        switch (status)
        {
            case LeadStatus.Reclaimed:
                lead.Reclaim(ReclaimRule.NoFirstContact, null, desk);
                break;
            case LeadStatus.Working:
                lead.Start(byRep);
                break;
            case LeadStatus.Converted:
                lead.Start(byRep);
                LeadConversion.Convert(lead, "O-" + lead.Number, lead.Company, null, null, byRep);
                break;
        }
    }
}
