using SiCrm.Domain.Customers;
using SiCrm.Domain.Customers.Development;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Development;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What is planned for the key customers in the present period; some plans were changed once.</summary>
internal sealed class DemoDevelopment(DemoStory story)
{
    private static readonly (string Chinese, string English)[] Steps =
        [("拜访分管领导，了解明年预算", "Meet their board member about next year’s budget"), ("邀请参观同行业案例", "Invite them to a reference"),
         ("举办技术交流会", "Hold a technical workshop"), ("提交扩容方案", "Hand in the extension proposal")];

    public IEnumerable<DevelopmentPlan> PlansOf(Customer customer, DateTime until, CompanySettings settings)
    {
        var period = settings.FiscalSpanOf(story.Hours.Time.DayOf(until));
        var versions = story.Chance.Bool(0.3f) ? 2 : 1;
        var (product, _) = story.Speech.Need(isChinese: false);
        for (var number = 1; number <= versions; number++)
        {
            var stamp = Stamp.Of(customer.OwnerId, story.Hours.After(until.AddDays(-40 + (15 * number)), 2), story.Hours.Time);
            yield return new DevelopmentPlan(customer.Id, period.From, number, DemoFacts.Amount(story.Chance), product, [.. Actions(customer, period, stamp)], stamp);
        }
    }

    private IEnumerable<PlannedAction> Actions(Customer customer, FiscalSpan period, Stamp stamp) =>
        story.Chance.ArrayElements(Steps, 2).Select((step, place) => new PlannedAction(
            customer.Name.Any(sign => sign > 0x4e00) ? step.Chinese : step.English, customer.OwnerId, period.From.AddDays(30 + (25 * place)),
            place == 0 && period.From.AddDays(30) < stamp.Today));
}
