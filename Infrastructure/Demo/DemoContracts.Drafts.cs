using SiCrm.Domain.Contracts;
using SiCrm.Domain.Contracts.Catalogue;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Demo;

/// <content>What is written into a contract: as much as the project was worth, or what the customer happens to need.</content>
internal sealed partial class DemoContracts
{
    private Contract Draft(Signing signing)
    {
        var (customer, opportunity, day) = signing;
        var chosen = _chance.ListItems([.. products], _chance.Int(1, 4));
        var lines = chosen.Select(product => opportunity?.Amount is { } amount ? Line(product, day, amount.Minor / chosen.Count) : Line(product, day)).ToList();
        var delivery = day.AddDays(_chance.Int(40, 120));
        var name = opportunity?.Name ?? $"{customer.ShortName ?? customer.Name} {lines.Count switch { 1 => "采购", 2 => "升级", _ => "集成项目" }}";
        var facts = new ContractFacts(name, customer.Id)
        {
            OpportunityId = opportunity?.Id,
            Lines = lines,
            Shares = opportunity is null ? [] : [.. opportunity.Shares().Select(share => (share.PersonId, share.Share))],
            YearlyFee = Fee(chosen, lines, day),
            Milestones =
            [
                new(MilestoneKind.Payment, "首付款", day.AddDays(15), 3000), new(MilestoneKind.Payment, "到货款", delivery.AddDays(20), 6000),
                new(MilestoneKind.Payment, "质保金", delivery.AddYears(1), 1000, IsRetention: true),
                new(MilestoneKind.Delivery, "到货安装", delivery.AddDays(-20), 6000), new(MilestoneKind.Delivery, "上线验收", delivery, 4000),
            ],
        };
        var owner = opportunity is null ? new ContractOwner(customer.OwnerId, customer.TeamId, customer.RegionId)
            : new ContractOwner(opportunity.OwnerId, opportunity.TeamId, opportunity.RegionId);
        return new Contract(facts, owner, By(owner.OwnerId, day.AddDays(-5)));
    }

    /// <summary>Of most that have software the fee is agreed on at once: the usual one, in full hundreds.</summary>
    private static Money? Fee(IEnumerable<Product> products, IEnumerable<LineTerms> lines, DateOnly day)
    {
        var software = products.Zip(lines).Where(pair => pair.First.Kind == ProductKind.Software).Sum(pair => pair.Second.InTax.Minor);
        return software == 0 || day.Day % 4 == 0 ? null : Money.FromMajor(decimal.Round(Contract.UsualFee.Of(new Money(software)).Major / 100) * 100);
    }

    /// <summary>One of the parts of what a project was worth, with tax.</summary>
    private LineTerms Line(Product product, DateOnly day, long part)
    {
        var price = product.PriceOn(day);
        var worth = decimal.Divide(part, 1 + decimal.Divide(product.TaxRate.BasisPoints, Percent.Whole));
        var quantity = (int)Math.Clamp(worth / Math.Max(1, price.ListPrice.Minor), 1, 60);
        var each = new Money((long)Math.Round(worth / quantity));
        return new LineTerms(product.Id, quantity, each, Percent.Zero, product.TaxRate, new Percent(_chance.Int(68, 88) * 100).Of(each));
    }

    private LineTerms Line(Product product, DateOnly day)
    {
        var price = product.PriceOn(day);
        var quantity = Math.Clamp((int)(Money.FromMajor(_chance.Int(40, 400) * 1000).Minor / Math.Max(1, price.ListPrice.Minor)), 1, 60);
        return new LineTerms(product.Id, quantity, price.ListPrice, new Percent(_chance.Int(0, 12) * 100), product.TaxRate, price.StandardCost);
    }
}
