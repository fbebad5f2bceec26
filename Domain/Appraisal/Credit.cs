using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Appraisal;

/// <summary>Somebody's part of what was signed at once, and the points that it earns him.</summary>
/// <param name="Factor">In hundredths, of the scheme that held when the contract was signed.</param>
/// <param name="SchemeId">The version of that scheme.</param>
public sealed record Credit(
    long PersonId, SignedWork Work, int BasisPoints, Money Signed, Money ExTax, Money Cost, ContractNovelty Novelty, int Factor, long SchemeId)
{
    public Money Presales { get; init; }

    public Money Margin => ExTax - Cost;

    /// <summary>Exact; see <see cref="CategoryFactors.UnitsOfPoint"/>.</summary>
    public long PointUnits => Signed.Minor * Factor;

    public decimal Points => (decimal)PointUnits / CategoryFactors.UnitsOfPoint;
}

/// <summary>Somebody's part of money that came in.</summary>
public readonly record struct ReceivedCredit(long PersonId, ReceivedWork Work, Money Amount);

/// <summary>Shares what was signed among those who earned it.</summary>
public static class Crediting
{
    /// <summary>
    /// A change order counts when it is signed itself, with its contract's shares and factor. A termination takes nothing back by itself:
    /// what is not delivered is taken out by a change order below zero, as in every other report of sales.
    /// </summary>
    public static IReadOnlyList<Credit> Of(AppraisalFacts facts, AppraisalSchemes schemes)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(schemes);
        var contracts = facts.Contracts.ToDictionary(contract => contract.Id);
        var shares = facts.Shares.ToLookup(share => share.ContractId);
        return
        [
            .. from work in facts.Signed
               let contract = contracts[work.ContractId]
               let scheme = schemes.On(contract.Key.On)
               let novelty = contract.NoveltyIn(facts.Industries, scheme.Factors.LookBackMonths)
               from credit in Shared(work, Team(shares[work.ContractId], work.ContractId, work.OwnerId), novelty, scheme)
               select credit,
        ];
    }

    /// <summary>The same for money that came in.</summary>
    public static IReadOnlyList<ReceivedCredit> Receipts(AppraisalFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var shares = facts.Shares.ToLookup(share => share.ContractId);
        return
        [
            .. from received in facts.Received
               let team = Team(shares[received.ContractId], received.ContractId, received.OwnerId)
               from part in team.Zip(AgreedShares.Split(received.Amount.Minor, [.. team.Select(share => share.BasisPoints)]))
               select new ReceivedCredit(part.First.PersonId, received, new Money(part.Second)),
        ];
    }

    private static List<TeamShare> Team(IEnumerable<TeamShare> agreed, long contractId, long? ownerId)
    {
        var team = agreed.OrderBy(share => share.PersonId).ToList();
        return team.Count > 0 || ownerId is not { } owner ? team : [new TeamShare(contractId, owner, Percent.Whole)];
    }

    private static IEnumerable<Credit> Shared(SignedWork work, List<TeamShare> team, ContractNovelty novelty, AppraisalScheme scheme)
    {
        var points = team.ConvertAll(share => share.BasisPoints);
        var (signed, exTax, cost) = (AgreedShares.Split(work.InTax.Minor, points), AgreedShares.Split(work.ExTax.Minor, points), AgreedShares.Split(work.Cost.Minor, points));
        var presales = AgreedShares.Split(work.Presales.Minor, points);
        return team.Select((share, place) => new Credit(
            share.PersonId, work, share.BasisPoints, new(signed[place]), new(exTax[place]), new(cost[place]), novelty, scheme.Factors[novelty], scheme.Id)
        {
            Presales = new(presales[place]),
        });
    }
}
