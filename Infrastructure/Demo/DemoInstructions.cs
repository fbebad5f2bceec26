using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What the managers want done about the biggest open projects; the last one is answered, the first one is late.</summary>
internal static class DemoInstructions
{
    private static readonly (string Chinese, string English)[] Texts =
    [
        ("请本周内拜访其分管领导，摸清预算审批进度", "See their board member this week and find out how far the budget approval is"),
        ("对手报价偏低，请技术与商务一起准备差异化方案", "The competitor is cheap: prepare what sets us apart, with presales"),
        ("注意现金流：首付款不得低于30%", "Mind the cash: not less than 30 % as first payment"),
    ];

    public static async Task AddAsync(CrmDbContext db, DemoStory story, DateTime now, CancellationToken cancel)
    {
        var open = story.Converted.ConvertAll(pair => pair.Opportunity).Where(row => row.IsOpen && row.CreatedAt < now.AddDays(-10))
            .OrderByDescending(row => row.Amount?.Minor ?? 0).ThenBy(row => row.Id).Take(Texts.Length).ToList();
        foreach (var (place, row) in open.Index())
        {
            var owner = story.Cast.People.First(person => person.Id == row.OwnerId);
            var isChinese = row.Name.Any(sign => sign > 0x4e00);
            var given = Stamp.Of(story.Cast.ManagerOf(owner).Id, story.Hours.After(now.AddDays(-9 + (2 * place)), 1), story.Hours.Time);
            var instruction = new Instruction(row, isChinese ? Texts[place].Chinese : Texts[place].English, given.Today.AddDays(5 + (3 * place)), given);
            if (place == Texts.Length - 1)
            {
                instruction.Reply(isChinese ? "已与对方财务确认，首付款35%" : "Agreed with their finance: 35 % first", Stamp.Of(owner.Id, story.Hours.After(given.At, 1), story.Hours.Time));
            }

            db.Instructions.Add(instruction);
        }

        await db.SaveChangesAsync(cancel);
    }
}
