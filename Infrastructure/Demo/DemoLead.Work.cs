using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Demo;

/// <content>What the owner does: contacts, next actions, a clearer amount, and in the end an opportunity, or not.</content>
internal sealed partial class DemoLead
{
    private int _contacts;

    private Person Owner => story.Cast.People.First(person => person.Id == Lead.OwnerId);

    private void FirstContact()
    {
        _contacts = 0;
        Contact(LeadActivityKind.Call);
        Later(Hours(9, 60), Work);
    }

    private void Work()
    {
        var p = story.Chance.Double();
        if (p < 0.02 + (0.03 * Math.Min(_contacts, 6)))
        {
            Convert();
        }
        else if (p < 0.2)
        {
            Lead.Disqualify(Any(DisqualifyReason.NoNeed, DisqualifyReason.Competitor, DisqualifyReason.NotAffordable), null, story.By(Owner));
        }
        else if (p < 0.215)
        {
            GiveBack();
        }
        else if (p < 0.225)
        {
            ByManager();
        }
        else if (p < 0.965)
        {
            Contact(Any(LeadActivityKind.Call, LeadActivityKind.Visit, LeadActivityKind.Meeting, LeadActivityKind.Mail, LeadActivityKind.Message));
            Sharpen();
            Later(Hours(14, 86), Work);
        }

        // The rest is silence, until the policy takes the lead.
    }

    private void Contact(LeadActivityKind kind)
    {
        var stamp = story.By(Owner);
        _contacts++;
        var next = story.Chance.Bool(0.75f) ? story.Speech.NextStep(isChinese) : null;
        Lead.Log(kind, story.Speech.Contact(isChinese), stamp, next, next is null ? null : stamp.Today.AddDays(story.Chance.Int(1, 12)));
    }

    /// <summary>With every talk the amount may become known, grow or shrink.</summary>
    private void Sharpen()
    {
        if (story.Chance.Bool(Lead.Amount is null ? 0.5f : 0.15f))
        {
            var amount = Lead.Amount is { } known
                ? Money.FromMajor(Math.Round(known.Major * story.Chance.Decimal(0.6m, 1.6m) / 5_000m) * 5_000m)
                : DemoFacts.Amount(story.Chance);
            Lead.Edit(Lead.Facts with { Amount = amount }, story.By(Owner));
        }
    }

    private void Convert()
    {
        var name = $"{Lead.Company} {Lead.Products}";
        var known = story.Converted.Find(pair => pair.Lead.CompanyKey == Lead.CompanyKey).Opportunity?.Known();
        var opportunity = LeadConversion.Convert(Lead, story.NextNumber("O"), name, known, null, story.By(Owner));
        story.Converted.Add((Lead, opportunity));
        new DemoOpportunity(story, opportunity, isChinese).Begin();
        if (known is null)
        {
            story.Customers.Describe(opportunity.Known(), Lead, story.By(Owner));
        }
    }

    private void GiveBack()
    {
        Lead.GiveBack(Any(GiveBackReason.Overloaded, GiveBackReason.WrongIndustry, GiveBackReason.WrongRegion, GiveBackReason.NoProgress), null, story.By(Owner));
        Later(Hours(2, 30), Assign);
    }

    /// <summary>The sales manager gives the lead to another of his team.</summary>
    private void ByManager()
    {
        var stamp = story.By(story.Cast.ManagerOf(Owner));
        if (story.Cast.Reps.FirstOrDefault(person => person.TeamId == Lead.TeamId && Lead.CanAssignTo(person, stamp) is null) is { } other)
        {
            Lead.AssignTo(other, stamp);
            Owned();
        }
        else
        {
            Later(Hours(1, 9), FirstContact);
        }
    }
}
