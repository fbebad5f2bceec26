using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Imports.Columns;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>A customer that is here, as far as an import must know it.</summary>
internal sealed record KnownCustomer(
    long Id, string Name, string NameKey, string? CreditCode, long? OwnerId, long? TeamId, long? RegionId, long? ImportId, DateTime? ArchivedAt)
{
    public string ExactName { get; } = ColumnName.Key(Name);

    public bool IsFor(Viewer viewer, AccessAction action) => viewer.Reaches(RecordType.Customer, action, OwnerId, TeamId, RegionId);
}

/// <summary>What the database knows of a chunk's names, codes and numbers, asked in one statement for each key and never row by row.</summary>
internal sealed class CustomerLookup
{
    private readonly ILookup<string, KnownCustomer> _byName;
    private readonly ILookup<string, KnownCustomer> _byCode;
    private readonly ILookup<string, KnownCustomer> _byNameKey;
    private readonly Dictionary<(DuplicateBy, string), KnownCustomer> _alike = [];

    private CustomerLookup(IReadOnlyCollection<KnownCustomer> known)
    {
        _byName = known.ToLookup(customer => customer.ExactName);
        _byCode = known.ToLookup(customer => customer.CreditCode ?? "");
        _byNameKey = known.Where(customer => customer.ArchivedAt is null).OrderBy(customer => customer.Id).ToLookup(customer => customer.NameKey);
    }

    public static async Task<CustomerLookup> OfAsync(CrmDbContext db, IEnumerable<string?> names, IEnumerable<string?> codes, CancellationToken cancel)
    {
        var keys = names.Select(NameKey.OfCompany).Where(key => key.Length > 0).Distinct().ToList();
        var own = codes.Where(code => code is not null).Distinct().ToList();
        var known = await Slim(db.Customers.Where(customer => EF.Parameter(keys).Contains(customer.NameKey))).ToListAsync(cancel);
        if (own.Count > 0)
        {
            known.AddRange(await Slim(db.Customers.Where(customer => EF.Parameter(own).Contains(customer.CreditCode))).ToListAsync(cancel));
        }

        return new CustomerLookup([.. known.DistinctBy(customer => customer.Id)]);
    }

    /// <summary>Adds the customers that have a number, a web domain or a sound in common with one of the rows.</summary>
    public async Task FindAlikeAsync(CrmDbContext db, IReadOnlyList<CustomerDraft> drafts, CancellationToken cancel)
    {
        var kept = db.Customers.AsNoTracking().Kept();
        await AddAsync(DuplicateBy.Phone, key => new Match(key, kept.Where(c => c.PhoneKey == key).OrderBy(c => c.Id).Select(c => (long?)c.Id).FirstOrDefault()
            ?? db.Contacts.Where(c => c.PhoneKey == key && c.ArchivedAt == null).OrderBy(c => c.Id).Select(c => (long?)c.CustomerId).FirstOrDefault()));
        await AddAsync(DuplicateBy.WebDomain, key => new Match(key, kept.Where(c => c.WebDomain == key).OrderBy(c => c.Id).Select(c => (long?)c.Id).FirstOrDefault()));
        await AddAsync(DuplicateBy.Sound, key => new Match(key, kept.Where(c => c.PinyinKey == key).OrderBy(c => c.Id).Select(c => (long?)c.Id).FirstOrDefault()));

        async Task AddAsync(DuplicateBy by, System.Linq.Expressions.Expression<Func<string, Match>> find)
        {
            var keys = drafts.Select(draft => draft.Key(by)).Where(key => key.Length > 0).Distinct().ToList();
            var matches = keys.Count == 0 ? [] : (await db.Texts(keys).Select(find).ToListAsync(cancel)).FindAll(match => match.Id is not null);
            var ids = matches.ConvertAll(match => match.Id ?? 0);
            var customers = ids.Count == 0 ? [] : await Slim(db.Customers.Where(c => EF.Parameter(ids).Contains(c.Id))).ToDictionaryAsync(c => c.Id, cancel);
            matches.ForEach(match => _alike[(by, match.Key)] = customers[match.Id ?? 0]);
        }
    }

    /// <summary>The customers that the row is: by its code, else by its whole name, unless both have codes and these differ.</summary>
    public IReadOnlyList<KnownCustomer> Same(string exactName, string? code)
    {
        var byCode = code is null ? [] : _byCode[code].ToList();
        return byCode.Count > 0 ? byCode
            : [.. _byName[exactName].Where(customer => exactName.Length > 0 && (code is null || customer.CreditCode is null || customer.CreditCode == code))];
    }

    /// <summary>The one that is called so: with its whole name, or for want of one without its legal form; null when none or several are.</summary>
    public KnownCustomer? Called(string name, Viewer viewer)
    {
        var exact = _byName[ColumnName.Key(name)].Where(customer => customer.ArchivedAt is null && customer.IsFor(viewer, AccessAction.Read)).ToList();
        var alike = exact.Count > 0 ? exact : [.. _byNameKey[NameKey.OfCompany(name)].Where(customer => customer.IsFor(viewer, AccessAction.Read))];
        return alike.Count == 1 ? alike[0] : null;
    }

    /// <summary>The strongest likeness to a customer that is here.</summary>
    public (DuplicateBy By, KnownCustomer Customer)? LikenessOf(CustomerDraft draft)
    {
        foreach (var by in CustomerDraft.Likenesses)
        {
            var alike = by == DuplicateBy.Company ? _byNameKey[draft.NameKey].FirstOrDefault() : _alike.GetValueOrDefault((by, draft.Key(by)));
            if (alike is not null && draft.Key(by).Length > 0)
            {
                return (by, alike);
            }
        }

        return null;
    }

    private static IQueryable<KnownCustomer> Slim(IQueryable<Customer> customers) => customers.AsNoTracking().Select(c => new KnownCustomer(
        c.Id, c.Name, c.NameKey, c.CreditCode, c.OwnerId, c.TeamId, c.RegionId, c.ImportId, c.ArchivedAt));

    private sealed record Match(string Key, long? Id);
}
