using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Quotes;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Opportunities.Quotes;

public sealed class QuoteSpecs
{
    private static readonly Stamp Now = new(7, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 11, 18));
    private static readonly Stamp Boss = Now with { ActorId = 8 };

    public static TheoryData<QuoteStatus, QuoteStatus> All()
    {
        var data = new TheoryData<QuoteStatus, QuoteStatus>();
        foreach (var from in Enum.GetValues<QuoteStatus>())
        {
            foreach (var to in Enum.GetValues<QuoteStatus>())
            {
                data.Add(from, to);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(All))]
    public void A_quote_goes_through_the_approval_to_an_answer(QuoteStatus from, QuoteStatus to) => Assert.Equal(
        from switch
        {
            QuoteStatus.Draft => to is QuoteStatus.Waiting or QuoteStatus.Approved or QuoteStatus.Discarded,
            QuoteStatus.Waiting => to is QuoteStatus.Approved or QuoteStatus.Draft,
            QuoteStatus.Approved => to is QuoteStatus.Sent or QuoteStatus.Draft,
            QuoteStatus.Sent => to is QuoteStatus.Accepted or QuoteStatus.Declined or QuoteStatus.Expired or QuoteStatus.Draft,
            QuoteStatus.Accepted => to == QuoteStatus.Sent,
            QuoteStatus.Declined or QuoteStatus.Expired => to == QuoteStatus.Draft,
            _ => false,
        },
        from.Leads(to));

    [Fact]
    public void Giving_up_a_newer_version_leaves_the_one_before_as_it_was()
    {
        var quote = Quoted(QuoteWorld.Line());
        quote.Submit(QuotePolicy.Default, Now);
        quote.Send(Now);
        quote.Revise(Now);
        quote.Edit(QuoteWorld.Facts(Now.Today.AddDays(60), QuoteWorld.Line(quantity: 9)), Now);

        quote.Discard("Not wanted", Now);

        Assert.Equal((QuoteStatus.Sent, 1, 113_000), (quote.Status, quote.VersionNo, quote.AmountInTax.Minor));
        Assert.Equal((1, quote.Current.ValidUntil), (quote.Versions.Count, quote.ValidUntil));
        Assert.Equal((QuoteEventKind.VersionDiscarded, 1), (quote.History[^1].Kind, quote.History[^1].VersionNo));
        quote.Revise(Now);
        Assert.Equal(2, quote.VersionNo);
    }

    [Fact]
    public void Options_are_offered_and_not_in_the_sum()
    {
        var quote = Quoted(QuoteWorld.Line(quantity: 3, discount: 1000), QuoteWorld.Line() with { IsOptional = true });

        Assert.Equal((270_000, 35_100, 305_100), (quote.Current.ExTax.Minor, quote.Current.Tax.Minor, quote.AmountInTax.Minor));
        Assert.Equal((180_000, 90_000), (quote.Current.Cost.Minor, quote.Current.Margin.Minor));
        Assert.Equal(113_000, quote.Current.OptionsInTax.Minor);
    }

    [Fact]
    public void Totals_are_sums_of_rounded_lines_for_any_lines()
    {
        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            var quote = Quoted([.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => new QuoteLineTerms(
                null, "x", random.Next(1, 50), new Money(random.NextInt64(0, 1_000_000)), new Percent(random.Next(0, 10_001)), new Percent(random.Next(0, 2_000)), new Money(random.Next(0, 9_999)))
            {
                IsOptional = random.Next(5) == 0,
            })]);
            var version = quote.Current;

            Assert.Equal(version.InTax, version.ExTax + version.Tax);
            Assert.Equal(version.InTax.Minor, version.Required.Sum(line => line.InTax.Minor));
            Assert.All(version.Lines, line => Assert.Equal(line.InTax, line.ExTax + line.Tax));
        }
    }

    [Theory]
    [InlineData(10_001, 1, "DiscountTooHigh")]
    [InlineData(0, -1, "LineQuantity")]
    [InlineData(0, 0, "LineQuantity")]
    public void A_line_that_can_not_be_is_refused_with_its_place(int discount, int quantity, string code)
    {
        var refusal = Assert.Throws<RuleBroken>(() => Quoted(QuoteWorld.Line(), QuoteWorld.Line(quantity: quantity, discount: discount))).Refusal;

        Assert.Equal(("QuoteLineFault", 2, code), (refusal.Code, refusal.Args[0], ((Refusal?)refusal.Args[1])?.Code));
    }

    [Theory]
    [InlineData(0, false, null)]
    [InlineData(-1, false, "QuoteValidityOver")]
    [InlineData(-1, true, null)]
    public void A_draft_is_valid_until_a_day_that_is_not_over_or_until_the_one_it_had(int days, bool isKept, string? refused)
    {
        var day = Now.Today.AddDays(days);
        Assert.Equal(refused, Quote.CanBeValidUntil(day, isKept ? day : day.AddDays(-5), Now.Today)?.Code);
        var quote = Quoted();
        var late = Now with { Today = (quote.ValidUntil ?? default).AddDays(1) };
        quote.Edit(quote.Current.Facts, late);
        Assert.Equal("QuoteValidityOver", Assert.Throws<RuleBroken>(() => quote.Edit(quote.Current.Facts with { ValidUntil = Now.Today }, late)).Refusal.Code);
    }

    [Fact]
    public void A_free_line_needs_words() => Assert.Throws<RuleBroken>(() => Quoted(QuoteWorld.Line(product: null)));

    [Theory]
    [InlineData(1000, 600, null)]
    [InlineData(1001, 600, QuoteConcern.DiscountAboveLimit)]
    [InlineData(0, 850, null)]
    [InlineData(0, 851, QuoteConcern.MarginBelowLimit)]
    [InlineData(0, null, QuoteConcern.CostUnknown)]
    [InlineData(0, 0, QuoteConcern.CostIsZero)]
    public void What_goes_beyond_the_limits_waits_for_an_approval(int discount, int? cost, QuoteConcern? concern)
    {
        var quote = Quoted(QuoteWorld.Line(discount: discount, cost: cost));

        Assert.Equal(concern is { } one ? [one] : Array.Empty<QuoteConcern>(), QuotePolicy.Default.Concerns(quote.Current));
        quote.Submit(QuotePolicy.Default, Now);
        Assert.Equal(concern is null ? QuoteStatus.Approved : QuoteStatus.Waiting, quote.Status);
    }

    [Theory]
    [InlineData(1L, null, true)]
    [InlineData(null, "Cabling", false)]
    public void A_line_without_a_list_price_is_measured_by_its_discount_alone(long? product, string? text, bool isListed) =>
        Assert.Equal(isListed, Concession.Of([QuoteWorld.Line(product, discount: 2000, text: text)]).IsLineListed);

    [Fact]
    public void A_lower_price_is_a_discount_too() => Assert.Equal(new Percent(2800), QuoteWorld.Line(discount: 1000, price: 800).BelowList);

    [Fact]
    public void Nobody_approves_his_own_and_nobody_beyond_his_limit()
    {
        var quote = Quoted(QuoteWorld.Line(discount: 3000));
        quote.Submit(QuotePolicy.Default, Now);

        Assert.Equal("OwnQuote", quote.CanApprove(7, Percent.Hundred, Now.Today)?.Code);
        Assert.Equal("QuoteAboveLimit", quote.CanApprove(8, QuotePolicy.Default.LimitOf([Role.SalesManager]), Now.Today)?.Code);
        Assert.Equal("ApprovesNoQuotes", quote.CanApprove(8, QuotePolicy.Default.LimitOf([Role.Sales]), Now.Today)?.Code);
        quote.Approve(null, QuotePolicy.Default.LimitOf([Role.GeneralManager]), Boss);
        Assert.Equal(QuoteStatus.Approved, quote.Status);
        Assert.Equal("QuoteDoesNotWait", quote.CanDecide(9)?.Code);
    }

    [Fact]
    public void Whoever_is_asked_returns_it_with_words_whatever_his_limit()
    {
        var quote = Quoted(QuoteWorld.Line(discount: 3000));
        quote.Submit(QuotePolicy.Default, Now);

        Assert.Equal("OwnQuote", Assert.Throws<RuleBroken>(() => quote.Return("Too cheap", Now)).Refusal.Code);
        Assert.Equal("ReasonNeeded", Assert.Throws<RuleBroken>(() => quote.Return(" ", Boss)).Refusal.Code);
        quote.Return("Too cheap", Boss);
        Assert.Equal(QuoteStatus.Draft, quote.Status);
    }

    [Fact]
    public void What_was_sent_never_changes_and_a_new_version_begins_as_its_copy()
    {
        var quote = Quoted(QuoteWorld.Line(), QuoteWorld.Line(quantity: 2));
        quote.Submit(QuotePolicy.Default, Now);
        quote.Send(Now);
        Assert.Equal("QuoteIsNoDraft", Assert.Throws<RuleBroken>(() => quote.Edit(quote.Current.Facts, Now)).Refusal.Code);

        quote.Revise(Now);
        var facts = quote.Current.Facts;
        Assert.Equal(quote.Versions[0].Facts.Lines, facts.Lines);
        quote.Edit(facts with { Lines = [facts.Lines[1] with { Quantity = 5 }, QuoteWorld.Line(text: "new")] }, Now);

        var differences = QuoteDifferences.Between(quote.Versions[0], quote.Current);
        Assert.Equal((2, QuoteStatus.Draft, Now.Today), (quote.VersionNo, quote.Status, quote.Versions[0].SentOn));
        Assert.Equal(2, quote.Versions[0].Lines.Count);
        Assert.Equal([(1, null), (2, "Quantity"), (3, null)], differences.Lines.Select(line => ((line.After ?? line.Before)?.Key ?? 0, line.Fields.SingleOrDefault())).Order());
        Assert.Equal(quote.Current.InTax - quote.Versions[0].InTax, differences.AmountInTax);
    }

    [Fact]
    public void It_is_accepted_until_its_last_day_and_expires_after_it()
    {
        var quote = Quoted();
        quote.Submit(QuotePolicy.Default, Now);
        quote.Send(Now);
        var last = quote.ValidUntil ?? default;

        Assert.Null(quote.CanAccept(last));
        Assert.Equal("QuoteIsExpired", quote.CanAccept(last.AddDays(1))?.Code);
        Assert.False(quote.Expire(Now with { Today = last }));
        Assert.True(quote.Expire(Now with { Today = last.AddDays(1) }));
        Assert.Equal(QuoteStatus.Expired, quote.Status);
        quote.Revise(Now);
        Assert.Equal("QuoteNeedsValidity", quote.CanSubmit(last.AddDays(1))?.Code);
    }

    [Fact]
    public void What_offers_nothing_or_is_over_is_kept_as_a_draft_and_goes_no_further()
    {
        var empty = Quoted(QuoteWorld.Line() with { IsOptional = true });
        Assert.Equal(("QuoteWithoutLines", "QuoteWithoutLines"), (empty.CanSubmit(Now.Today)?.Code, empty.CanIssue(empty.Current, Now.Today)?.Code));

        var quote = Quoted(QuoteWorld.Line(discount: 3000));
        var late = Now with { Today = (quote.ValidUntil ?? default).AddDays(1) };
        Assert.Equal(("QuoteNeedsValidity", "QuoteNeedsValidity"), (quote.CanSubmit(late.Today)?.Code, quote.CanIssue(quote.Current, late.Today)?.Code));
        quote.Submit(QuotePolicy.Default, Now);
        Assert.Equal("QuoteNeedsValidity", quote.CanApprove(8, Percent.Hundred, late.Today)?.Code);
        Assert.Throws<RuleBroken>(() => quote.Approve(null, Percent.Hundred, late with { ActorId = 8 }));
        quote.Return("Give it another month", late with { ActorId = 8 });
        quote.Submit(QuotePolicy.Default, Now);
        quote.Approve(null, Percent.Hundred, Boss);
        Assert.Equal("QuoteNeedsValidity", quote.CanSend(late.Today)?.Code);
        quote.Send(Now);
        Assert.Null(quote.CanIssue(quote.Current, late.Today));
    }

    [Fact]
    public void Only_what_was_accepted_becomes_a_contract()
    {
        var quote = Quoted();
        Assert.Equal("QuoteNotAccepted", quote.CanContract()?.Code);
        Assert.Equal("QuoteWay", Assert.Throws<RuleBroken>(() => quote.Accept(null, Now)).Refusal.Code);
        Assert.Equal("QuoteWay", quote.CanRevise()?.Code);
    }

    [Fact]
    public void Somebody_can_decide_every_quote() => Assert.Equal(
        "SomebodyApprovesAllQuotes",
        Assert.Throws<RuleBroken>(() => new QuotePolicy(new(100), new(100), new(100), new Dictionary<Role, Percent> { [Role.SalesManager] = new(9_999) }, Now)).Refusal.Code);

    internal static Quote Quoted(params QuoteLineTerms[] lines)
    {
        var customer = new Customer(new CustomerFacts { Name = "Buyer" }, 7, null, Now, CustomerOrigin.Form);
        var opportunity = new Opportunity("O-1", "Data centre", customer, null, null, null, null, 7, null, Now);
        return new Quote("Q-1", opportunity, QuoteWorld.Facts(Now.Today.AddDays(10), lines), Now);
    }
}
