using Bogus;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Opportunities.Quotes;

namespace SiCrm.Infrastructure.Demo;

/// <summary>What is on offer at present: a few dozens of quotes, some in each status, one in three in its second version.</summary>
internal sealed class DemoQuotes(CrmDbContext db, DemoStory story, IReadOnlyList<Product> products, DateTime now)
{
    private const int Seed = 20_26_14;
    private const int Most = 42;

    private readonly Randomizer _chance = new(Seed);
    private readonly CompanyTime _time = story.Hours.Time;

    private DateOnly Today => _time.DayOf(now);

    public async Task PlayAsync(CancellationToken cancel)
    {
        var from = story.Stages.Of(StageKind.Proposal).Position;
        var offered = story.Converted.Select(pair => pair.Opportunity)
            .Where(row => row.OwnerId is not null && Quote.CanQuote(row) is null && story.Stages.Of(row.StageId).Position >= from)
            .OrderBy(row => row.Id).Take(Most).Select((row, place) => (Opportunity: row, Place: place, Day: Today.AddDays(-_chance.Int(3, 28)))).ToList();
        foreach (var (opportunity, place, day) in offered.OrderBy(row => row.Day).ThenBy(row => row.Place))
        {
            var quote = new Quote(await db.NextNumberAsync(QuoteVerbs.Series, day.Year, cancel), opportunity, Facts(opportunity, place, day), By(opportunity.OwnerId, day, 0.2));
            Live(quote, opportunity, (QuoteStatus)(place % Enum.GetValues<QuoteStatus>().Length), place % 3 == 0, day);
            db.Quotes.Add(quote);
        }

        await db.SaveChangesAsync(cancel);
    }

    private QuoteFacts Facts(Opportunity opportunity, int place, DateOnly day)
    {
        var status = (QuoteStatus)(place % Enum.GetValues<QuoteStatus>().Length);
        var chosen = _chance.ListItems([.. products], _chance.Int(2, 5));
        var part = Math.Max(1, (opportunity.Amount ?? Money.FromMajor(200_000)).Minor / chosen.Count);
        var lines = chosen.Select((product, at) => Line(product, day, part, status == QuoteStatus.Waiting) with
        {
            Phase = at == 0 ? "一期" : "二期",
            IsOptional = at == chosen.Count - 1 && at > 1,
        });
        return new QuoteFacts(
            status == QuoteStatus.Expired ? Today.AddDays(-1) : Today.AddDays(_chance.Int(10, 45)), "交货期：合同签订后 45 天。付款：30% 预付，60% 到货，10% 质保金。质保：验收后 12 个月。",
            [.. lines, new QuoteLineTerms(null, "现场实施与培训", _chance.Int(3, 12), Money.FromMajor(1_800), Percent.Zero, new Percent(600), Money.FromMajor(1_100))
            {
                Phase = "二期",
            }]);
    }

    private QuoteLineTerms Line(Product product, DateOnly day, long part, bool isDeep)
    {
        var price = product.PriceOn(day);
        var quantity = (int)Math.Clamp(part / Math.Max(1, price.ListPrice.Minor), 1, 80);
        return new QuoteLineTerms(product.Id, null, quantity, price.ListPrice, new Percent(isDeep ? _chance.Int(12, 22) * 100 : _chance.Int(0, 10) * 100), product.TaxRate, price.StandardCost)
        {
            ListPrice = price.ListPrice,
        };
    }

    private void Live(Quote quote, Opportunity opportunity, QuoteStatus until, bool isSecond, DateOnly day)
    {
        var owner = opportunity.OwnerId;
        if (isSecond && until != QuoteStatus.Expired)
        {
            LetOut(quote, opportunity, day);
            quote.Send(By(owner, day, 0.6));
            quote.Revise(By(owner, day.AddDays(1), 0.3));
            var facts = quote.Current.Facts;
            quote.Edit(facts with { Lines = [facts.Lines[0] with { Quantity = facts.Lines[0].Quantity + 1 }, .. facts.Lines.Skip(1)] }, By(owner, day.AddDays(1), 0.5));
        }

        var (next, stamp) = (day.AddDays(2), By(owner, day.AddDays(2), 0.4));
        switch (until)
        {
            case QuoteStatus.Draft:
                return;
            case QuoteStatus.Waiting:
                quote.Submit(QuotePolicy.Default, stamp);
                return;
            default:
                LetOut(quote, opportunity, until == QuoteStatus.Expired ? day : next);
                break;
        }

        if (until == QuoteStatus.Approved)
        {
            return;
        }

        quote.Send(By(owner, until == QuoteStatus.Expired ? day : next, 0.7));
        Answer(quote, until, By(owner, Today, 0.1));
    }

    private void LetOut(Quote quote, Opportunity opportunity, DateOnly day)
    {
        quote.Submit(QuotePolicy.Default, By(opportunity.OwnerId, day, 0.4));
        if (quote.Status == QuoteStatus.Waiting)
        {
            var owner = story.Cast.People.First(person => person.Id == opportunity.OwnerId);
            quote.Approve("同意，按此价格报出", Percent.Hundred, By(story.Cast.ManagerOf(owner).Id, day, 0.5));
        }
    }

    private static void Answer(Quote quote, QuoteStatus until, Stamp stamp)
    {
        switch (until)
        {
            case QuoteStatus.Accepted: quote.Accept("客户已确认，准备合同", stamp); break;
            case QuoteStatus.Declined: quote.Decline("客户预算不足，要求缩减范围", stamp); break;
            case QuoteStatus.Expired: quote.Expire(stamp); break;
            default: break;
        }
    }

    private Stamp By(long? person, DateOnly day, double part) =>
        story.At(person, story.Hours.At(day < Today ? day : Today, part) is var at && at < now ? at : now);
}
