using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Contracts;

/// <summary>Money adds up to the cent, whatever happens in whatever order.</summary>
public sealed class ContractMoneySpecs
{
    private static readonly Stamp Now = new(7, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 11, 18));

    [Theory]
    [InlineData(100, 3, 0, 1300, 300, 39)]
    [InlineData(333, 1, 3333, 1300, 222, 29)]
    [InlineData(1, 1, 5000, 0, 0, 0)]
    [InlineData(5, 1, 1000, 600, 4, 0)]
    public void A_line_is_rounded_half_a_cent_away_from_zero(long price, int quantity, int discount, int tax, long exTax, long taxAmount)
    {
        var terms = new LineTerms(1, quantity, new Money(price), new Percent(discount), new Percent(tax));

        Assert.Equal((exTax, taxAmount, exTax + taxAmount), (terms.NetExTax.Minor, terms.Tax.Minor, terms.InTax.Minor));
    }

    [Theory]
    [InlineData(0, 0, "LineQuantity")]
    [InlineData(-1, 0, "LineQuantity")]
    [InlineData(1, 10_001, "DiscountTooHigh")]
    public void A_line_that_can_not_be_is_refused(int quantity, int discount, string code) =>
        Assert.Equal(code, new LineTerms(1, quantity, new Money(100), new Percent(discount), Percent.Zero).Fault()?.Code);

    [Fact]
    public void Parts_make_the_whole()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var amount = new Money(random.NextInt64(0, 10_000_000_000));
            var cuts = Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(1, 9999)).Distinct().Order().ToList();
            int[] ends = [.. cuts, Percent.Whole];
            var shares = ends.Select((end, at) => end - (at == 0 ? 0 : ends[at - 1])).ToList();

            Assert.Equal(amount.Minor, PaymentTerms.Split(amount, shares).Sum(part => part.Minor));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Everything_adds_up_in_every_order_of_events(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 120; run++)
        {
            var contract = Signed(random);
            var receipts = new List<Receipt>();
            for (var step = 0; step < 25; step++)
            {
                try
                {
                    Act(contract, random, receipts);
                }
                catch (RuleBroken)
                {
                    // Refused: nothing may have changed, which the sums below show.
                }

                AssertAddsUp(contract, receipts);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_a_terminated_contract_just_what_was_invoiced_and_has_not_come_in_is_open_in_every_order_of_events(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 120; run++)
        {
            var contract = Signed(random);
            var receipts = new List<Receipt>();
            var end = random.Next(1, 25);
            for (var step = 0; step < 40; step++)
            {
                try
                {
                    (step == end ? () => contract.Terminate("They gave up", Now) : (Action)(() => Act(contract, random, receipts)))();
                }
                catch (RuleBroken)
                {
                    // Refused: nothing may have changed, which the sums below show.
                }

                AssertAddsUp(contract, receipts);
                Assert.Equal(step < end ? contract.Outstanding.Minor : Math.Max(0, contract.Receivable.Minor), contract.Payments.Sum(milestone => milestone.Open.Minor));
                Assert.Equal(contract.Lapsed.Minor, contract.Payments.Sum(milestone => milestone.Lapsed.Minor));
                Assert.All(contract.Payments, milestone => Assert.True(milestone.Lapsed >= Money.Zero && milestone.Open >= Money.Zero && milestone.DoneOn is null == milestone.Open > Money.Zero));
            }
        }
    }

    [Fact]
    public void What_is_paid_too_much_is_refused_with_what_is_open()
    {
        var contract = Signed(new Random(1));
        var first = contract.Payments.First();

        var refusal = contract.CanReceive(first, first.Open + new Money(1));

        Assert.Equal("Overpaid", refusal?.Code);
        Assert.Contains((object)first.Open, refusal?.Args ?? []);
    }

    [Fact]
    public void A_reduction_leaves_the_retention_money_as_long_as_anything_else_is_open()
    {
        var contract = Signed(new Random(1));
        var (retained, others) = (contract.Payments.Single(milestone => milestone.IsRetention).Amount, contract.Payments.Where(milestone => !milestone.IsRetention).ToList());

        contract.Amend(Now.Today, "less", [], [contract.Lines[^1].Terms with { Quantity = 1 }], null, Now);

        Assert.Equal(retained, contract.Payments.Single(milestone => milestone.IsRetention).Amount);
        Assert.Equal(contract.AmountInTax - retained, new Money(others.Sum(milestone => milestone.Amount.Minor)));
    }

    private static void Act(Contract contract, Random random, List<Receipt> receipts)
    {
        var milestones = contract.Payments.ToList();
        var milestone = milestones[random.Next(milestones.Count)];
        var amount = new Money(random.NextInt64(1, Math.Max(2, contract.AmountInTax.Minor / 2)));
        switch (random.Next(7))
        {
            case 0: contract.Amend(Now.Today, "more", [Line(random)], [], Now.Today.AddDays(30), Now); break;
            case 1: contract.Amend(Now.Today, "less", [], [contract.Lines[random.Next(contract.Lines.Count)].Terms with { Quantity = 1 }], null, Now); break;
            case 2: contract.Bill($"F{random.Next()}", Now.Today, random.Next(4) == 0 ? -amount : amount, Now); break;
            case 3: Receipt(receipts, milestone.Open, isRefund: false).Match(contract, milestone.Id, milestone.Open, Now); break;
            case 4: Receipt(receipts, amount, isRefund: false).Match(contract, milestone.Id, amount, Now); break;
            case 5: receipts.ElementAtOrDefault(random.Next(receipts.Count + 1))?.Unmatch(contract, milestone.Id, "Another one", Now); break;
            default: Receipt(receipts, amount, isRefund: true).Match(contract, milestone.Id, amount, Now); break;
        }
    }

    private static void AssertAddsUp(Contract contract, List<Receipt> receipts)
    {
        Assert.Equal(contract.Received.Minor, receipts.Sum(receipt => receipt.IsRefund ? -receipt.Matched.Minor : receipt.Matched.Minor));
        Assert.All(receipts, receipt => Assert.Equal(Math.Abs(receipt.Parts.Sum(part => part.Amount.Minor)), receipt.Matched.Minor));
        Assert.Equal(contract.AmountInTax.Minor, contract.Lines.Sum(line => line.InTax.Minor));
        Assert.Equal(contract.AmountInTax.Minor, contract.SignedInTax.Minor + contract.Amendments.Sum(amendment => amendment.InTax.Minor));
        Assert.All(contract.Lines, line => Assert.Equal(line.InTax, line.ExTax + line.Tax));
        Assert.Equal(contract.AmountInTax, contract.PlannedPayments);
        Assert.Equal(contract.Received.Minor, contract.Payments.Sum(milestone => milestone.Received.Minor));
        Assert.All(contract.Payments, milestone => Assert.InRange(milestone.Received.Minor, 0, milestone.Amount.Minor));
        Assert.Equal(contract.Invoiced.Minor, contract.Invoices.Sum(invoice => invoice.Amount.Minor));
        Assert.InRange(contract.Invoiced.Minor, 0, contract.AmountInTax.Minor);
        Assert.Equal(contract.Outstanding.Minor, contract.Payments.Sum(milestone => milestone.Open.Minor));
    }

    private static Receipt Receipt(List<Receipt> receipts, Money amount, bool isRefund)
    {
        receipts.Add(new($"R{receipts.Count}", 9, Now.Today, amount, isRefund, null, Now));
        return receipts[^1];
    }

    private static LineTerms Line(Random random) => new(
        random.Next(1, 4), random.Next(1, 9), new Money(random.NextInt64(1, 1_000_000)), new Percent(random.Next(0, 10_001)), new Percent(random.Next(0, 2000)), new Money(5));

    private static Contract Signed(Random random)
    {
        var facts = new ContractFacts("Project", 9)
        {
            Lines = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Line(random)), new LineTerms(1, 1, new Money(100_003), Percent.Zero, new Percent(1300))],
            Milestones = ContractWorld.Terms(Now.Today),
        };
        var contract = new Contract(facts, new ContractOwner(7, 1, 1), Now);
        contract.Sign("C-2026-00001", Now.Today, Now);
        Number(contract);
        return contract;
    }

    /// <summary>As the database would.</summary>
    private static void Number(Contract contract)
    {
        var id = typeof(Milestone).GetProperty(nameof(Milestone.Id));
        foreach (var (milestone, place) in contract.Milestones.Select((milestone, place) => (milestone, place)))
        {
            id?.SetValue(milestone, place + 1L);
        }
    }
}
