using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Demo;

/// <content>What became of a contract: delivered, paid, accepted, and handed over to service.</content>
internal sealed partial class DemoContracts
{
    private void Live(Contract contract)
    {
        var manager = contract.ProjectManagerId ?? story.Cast.Seat("project").Id;
        var careless = _chance.Bool(0.2f);
        foreach (var milestone in contract.Deliveries.Where(milestone => milestone.DueOn.AddDays(5) < Today && !(milestone.DueOn.AddDays(DaysLate) > Today && _chance.Bool(0.2f))).ToList())
        {
            contract.Finish(milestone.Id, milestone.DueOn.AddDays(_chance.Int(-5, 5)), By(manager, milestone.DueOn.AddDays(5)));
        }

        foreach (var milestone in contract.Payments.Where(milestone => milestone.DueOn < Today).ToList())
        {
            Pay(contract, milestone, careless);
        }

        Spend(contract, manager);
        if (contract.DeliveredBasisPoints == Percent.Whole && contract.Deliveries.Max(milestone => milestone.DoneOn) is { } done)
        {
            contract.Deliver(By(manager, done));
            contract.Accept(done, 12, [HandOverNeed.Documents, HandOverNeed.Access, HandOverNeed.Contacts], By(manager, done));
            HandOver(contract, manager, done);
        }
    }

    /// <summary>Service has everything some weeks after the acceptance, the last item a little later.</summary>
    private void HandOver(Contract contract, long manager, DateOnly accepted)
    {
        foreach (var day in contract.HandOver.Select(item => accepted.AddDays(item.Place * 10)).Where(day => day < Today).ToList())
        {
            contract.HandOverItemDone(contract.HandOver.First(item => item.DoneOn is null).Id, By(manager, day));
        }
    }

    /// <summary>Who is careless pays late, and what fell due of late in part or not at all. The latest days' receipts wait for finance.</summary>
    private void Pay(Contract contract, Milestone milestone, bool careless)
    {
        var isOpen = careless && milestone.DueOn.AddDays(DaysToCollect) > Today;
        var finance = story.Cast.Seat("finance").Id;
        var billed = milestone.DueOn.AddDays(-10);
        contract.Bill($"FP{contract.Id:00000}{milestone.Id:000000}", billed, milestone.Amount, By(finance, billed));
        var paid = milestone.DueOn.AddDays(careless ? _chance.Int(20, 120) : _chance.Int(-6, 12));
        if (paid > Today || (isOpen && _chance.Bool(0.4f)))
        {
            return;
        }

        var amount = isOpen && _chance.Bool(0.5f) ? new Percent(5000).Of(milestone.Amount) : milestone.Amount;
        var receipt = new Receipt($"YH{paid:yyyyMMdd}{_receipts.Count + 1:0000}", contract.CustomerId, paid, amount, isRefund: false, null, By(finance, paid));
        if (paid.AddDays(DaysToMatch) < Today)
        {
            receipt.Match(contract, milestone.Id, amount, By(finance, paid));
        }

        _receipts.Add(receipt);
    }

    private void Spend(Contract contract, long manager)
    {
        var by = By(manager, Today);
        foreach (var kind in (CostKind[])[CostKind.Purchase, CostKind.Labour, CostKind.Travel])
        {
            var share = kind switch { CostKind.Purchase => 8000, CostKind.Labour => 1200, _ => 300 };
            var booked = new Percent(contract.DeliveredBasisPoints * share / Percent.Whole * _chance.Int(90, 118) / 100).Of(contract.LineCost);
            if (booked > Money.Zero)
            {
                contract.Spend(new CostTerms(kind, IsPlanned: false, Today < contract.SignedOn?.AddDays(60) ? Today : contract.SignedOn?.AddDays(60) ?? Today, booked), by);
            }
        }
    }
}
