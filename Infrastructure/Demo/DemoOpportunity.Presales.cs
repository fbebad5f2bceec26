using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Demo;

/// <content>The hours and trips of presales, within the budget: of the engineer who was asked for, else of the owner.</content>
internal sealed partial class DemoOpportunity
{
    private void Work(Initiation application, int sittings)
    {
        if (sittings == 0)
        {
            return;
        }

        Later(4, 40, () =>
        {
            var engineer = application.Asked.Append(Owner.Id).First();
            var stamp = story.By(engineer);
            var work = story.Gates.Chance.Bool(0.2f)
                ? new PresalesWork(engineer, PresalesKind.Travel, stamp.Today, 0, Money.Zero, Money.FromMajor(story.Gates.Chance.Int(3, 24) * 100), Say("现场勘察", "Site survey"))
                : new PresalesWork(engineer, PresalesKind.PersonDays, stamp.Today, story.Presales.Work(engineer, stamp.Today, story.Gates.Chance.Int(2, 18) * 30),
                    application.RateOf(engineer, Money.FromMajor(DayRate)), Money.Zero, Say("方案设计", "Solution design"));
            // A gate that would open again by a changed amount or date stays shut: the story goes on.
            if (work.Cost > Money.Zero && application.IsLive && application.Due(opportunity, stamp.Today) is null && application.Spent + work.Cost <= application.BudgetTotal)
            {
                story.Gates.Entries.Add((application, application.Log(opportunity, work, stamp)));
            }

            Work(application, sittings - 1);
        });
    }
}
