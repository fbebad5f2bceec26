using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Database;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Customers.Picking;

/// <summary>One customer named in a form, found by words, among those that the viewer sees; without scripts the form comes back with what the words led to.</summary>
/// <param name="field">What the form calls its number.</param>
/// <param name="search">What the form calls the words.</param>
public sealed class CustomerPicker(CrmDbContext db, Viewer viewer, string field, string search)
{
    private IReadOnlyList<PickHit> _hits = [];

    private IQueryable<Customer> Offered => db.Customers.AsNoTracking().VisibleTo(viewer).Kept();

    /// <summary>What was typed leads to one customer, or to a choice; a chosen one has to be in the viewer's reach.</summary>
    /// <param name="before">Who was chosen until now: he may stay.</param>
    /// <param name="except">The customer that the form is about.</param>
    /// <returns>Who is meant, and the words that are still to be found.</returns>
    public async Task<(long? Id, string? Search)> ReadAsync((long? Id, string? Search) typed, long? before, long? except, ModelStateDictionary state, Words words)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(words);
        if (PlainText.Line(typed.Search) is { } said)
        {
            var found = await HitsAsync(Like(said));
            _hits = [.. found.Where(hit => hit.Id != except)];
            // Who typed words of the customer itself has not said which other one is meant.
            var meant = found.Count == 1 && _hits.Count == 1 ? _hits[0]
                : _hits.SingleOrDefault(hit => hit.Id == typed.Id) ?? _hits.FirstOrDefault(hit => hit.Name.Equals(said, StringComparison.OrdinalIgnoreCase));
            if (meant is null)
            {
                state.AddModelError(search, words[found.Count == 0 ? "Customers.Pick.None" : _hits.Count == 0 ? "Customers.Pick.Itself" : "Customers.Pick.Several", said]);
                return typed;
            }

            state.Remove(field);
            state.Remove(search);
            return (meant.Id, null);
        }

        if (typed.Id is not { } chosen || chosen == before || await Offered.AnyAsync(customer => customer.Id == chosen))
        {
            return typed;
        }

        state.AddModelError(search, words["Customers.Pick.Gone"]);
        return (before, typed.Search);
    }

    public async Task<CustomerPick> PickAsync(long? chosen)
    {
        var known = chosen is { } id && _hits.All(hit => hit.Id != id) ? await HitsAsync(Offered.Where(customer => customer.Id == id)) : [];
        return new(field, [.. known, .. _hits], chosen);
    }

    /// <summary>What the words typed so far lead to.</summary>
    public async Task<CustomerPick> LookAsync(string? typed, long? chosen)
    {
        _hits = PlainText.Line(typed) is { } said ? await HitsAsync(Like(said)) : [];
        return await PickAsync(chosen);
    }

    private IQueryable<Customer> Like(string said)
    {
        var found = db.CustomersMatching(said);
        return Offered.Where(customer => found.Contains(customer.Id));
    }

    private static async Task<IReadOnlyList<PickHit>> HitsAsync(IQueryable<Customer> customers) =>
        await customers.OrderBy(customer => customer.NameKey).ThenBy(customer => customer.Id).Take(CustomerPick.Most)
            .Select(customer => new PickHit(customer.Id, customer.Name, customer.CreditCode)).ToListAsync();
}
