using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Reports.Home;

/// <summary>
/// What was signed by day and region, added up by contract and amendment: these are a fifth of the rows that their lines are, and a line
/// was signed by whom and where its contract was.
/// </summary>
internal static class SignedDays
{
    public static IQueryable<HomeFigure> Of(CrmDbContext db, Viewer viewer, HomePart part, DateOnly from, DateOnly until)
    {
        var (number, none, contracts) = ((int)part, 0L, db.Contracts.AsNoTracking().VisibleTo(viewer));
        var first = contracts.Where(contract => contract.SignedOn >= from && contract.SignedOn <= until)
            .GroupBy(contract => new { On = contract.SignedOn, contract.RegionId }).Select(day => new HomeFigure
            {
                Part = number, Key = day.Key.RegionId ?? none, On = day.Key.On, Count = day.LongCount(), Amount = day.Sum(contract => (long)(object)contract.SignedInTax),
            });
        var later = contracts
            .SelectMany(contract => contract.Amendments, (contract, amendment) => new { On = (DateOnly?)amendment.SignedOn, contract.RegionId, amendment.InTax })
            .Where(amendment => amendment.On >= from && amendment.On <= until)
            .GroupBy(amendment => new { amendment.On, amendment.RegionId }).Select(day => new HomeFigure
            {
                Part = number, Key = day.Key.RegionId ?? none, On = day.Key.On, Count = day.LongCount(), Amount = day.Sum(amendment => (long)(object)amendment.InTax),
            });
        return first.Concat(later);
    }
}
