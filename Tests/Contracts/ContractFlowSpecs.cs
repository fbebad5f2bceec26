using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;

namespace SiCrm.Tests.Contracts;

public sealed class ContractFlowSpecs
{
    private static readonly Stamp Now = new(7, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 11, 18));

    public static TheoryData<ContractStatus, ContractStatus> All()
    {
        var data = new TheoryData<ContractStatus, ContractStatus>();
        foreach (var from in Enum.GetValues<ContractStatus>())
        {
            foreach (var to in Enum.GetValues<ContractStatus>())
            {
                data.Add(from, to);
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(All))]
    public void A_contract_goes_forward_or_ends_or_a_step_back(ContractStatus from, ContractStatus to) => Assert.Equal(
        from switch
        {
            ContractStatus.Draft => to is ContractStatus.Signed or ContractStatus.Discarded,
            ContractStatus.Signed => to is ContractStatus.InProgress or ContractStatus.Terminated,
            ContractStatus.InProgress => to is ContractStatus.Delivered or ContractStatus.Terminated,
            ContractStatus.Delivered => to is ContractStatus.Closed or ContractStatus.Terminated or ContractStatus.InProgress,
            ContractStatus.Closed => to == ContractStatus.Delivered,
            _ => false,
        },
        from.Leads(to));

    [Fact]
    public void What_is_not_paid_is_not_closed()
    {
        var contract = Draft();
        contract.Sign("C-1", Now.Today, Now);
        contract.Start(Now);
        Assert.Equal("DeliveryOpen", contract.CanGo(ContractStatus.Delivered)?.Code);
        foreach (var milestone in contract.Deliveries.ToList())
        {
            contract.Finish(milestone.Id, Now.Today, Now);
        }

        Assert.Equal(10_000, contract.DeliveredBasisPoints);
        contract.Deliver(Now);
        Assert.Equal("PaymentOpen", contract.CanGo(ContractStatus.Closed)?.Code);
    }

    [Fact]
    public void A_draft_is_signed_once_and_then_changed_by_orders_only()
    {
        var contract = Draft();
        Assert.Equal("SignedInFuture", contract.CanSign(Now.Today.AddDays(1), Now.Today)?.Code);
        contract.Sign("C-1", Now.Today, Now);

        Assert.Equal("ContractIsSigned", contract.CanSign(Now.Today, Now.Today)?.Code);
        Assert.Equal("ContractIsSigned", contract.CanEdit()?.Code);
        Assert.Equal([ContractEventKind.Drafted, ContractEventKind.Signed], contract.History.Select(row => row.Kind));
    }

    [Theory]
    [InlineData(5000, 4000)]
    [InlineData(5000, 5001)]
    public void Shares_and_payments_make_the_whole(int one, int other)
    {
        var facts = Facts() with { Shares = [(7, one), (8, other)] };
        Assert.Equal("SharesNotWhole", Assert.Throws<RuleBroken>(() => new Contract(facts, new ContractOwner(7, 1, 1), Now)).Refusal.Code);
        facts = Facts() with { Milestones = [new(MilestoneKind.Payment, "All", Now.Today, one)] };
        Assert.Equal("PaymentSharesNotWhole", Assert.Throws<RuleBroken>(() => new Contract(facts, new ContractOwner(7, 1, 1), Now)).Refusal.Code);
    }

    private static ContractFacts Facts() => new("Project", 9)
    {
        Lines = [new LineTerms(1, 2, new Money(10_000), Percent.Zero, new Percent(1300))],
        Milestones = [new(MilestoneKind.Payment, "All", Now.Today, 10_000), new(MilestoneKind.Delivery, "All", Now.Today, 10_000)],
    };

    private static Contract Draft() => new(Facts(), new ContractOwner(7, 1, 1), Now);
}
