using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Appraisal;
using SiCrm.Infrastructure.Contracts;
using SiCrm.Infrastructure.Database;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Appraisal.Keeping;

/// <summary>
/// What the appraisal of one period rests on, kept between two questions. It can't disagree with the history: before it is used it asks which
/// records' histories have grown, and reads the facts of those again; all of them where something was imported, merged or taken back.
/// </summary>
internal sealed class KeptPeriod : IDisposable
{
    /// <summary>To have read more facts than these leaves much behind.</summary>
    private const int Big = 100_000;

    private EventTail _tail = new();
    private string? _terms;
    private List<KeptStay> _stays = [];
    private List<KeptLead> _leads = [];
    private List<KeptPlan> _plans = [];
    private KeptSales _sales = KeptSales.None;
    private AppraisalFacts _facts = new();
    private (AppraisalFacts Facts, string Schemes, CompanyAppraisal Appraisal)? _appraised;

    /// <summary>Held by who reads or changes it.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>How many facts it keeps.</summary>
    public int Size => _stays.Count + _leads.Count + _plans.Count + _sales.Size;

    public void Dispose() => Turn.Dispose();

    public void Forget()
    {
        (_terms, _tail, _stays, _leads, _plans, _sales, _facts, _appraised) = (null, new(), [], [], [], KeptSales.None, new(), null);
    }

    /// <summary>Of the facts, computed once until they or the schemes change.</summary>
    public async Task<CompanyAppraisal> AppraiseAsync(CrmDbContext db, AppraisedSpan span, IReadOnlyList<AppraisalScheme> schemes, CancellationToken cancel)
    {
        var (facts, versions) = (await FactsAsync(db, span, schemes, cancel), string.Join(',', schemes.Select(scheme => scheme.Id)));
        if (_appraised is not { } known || !ReferenceEquals(known.Facts, facts) || known.Schemes != versions)
        {
            _appraised = known = (facts, versions, new CompanyAppraisal(facts, new AppraisalSchemes(schemes), span.From));
        }

        return known.Appraisal;
    }

    /// <param name="schemes">Whoever of them looks back longest decides how far the history is read.</param>
    public async Task<AppraisalFacts> FactsAsync(CrmDbContext db, AppraisedSpan span, IReadOnlyList<AppraisalScheme> schemes, CancellationToken cancel)
    {
        var lookBackMonths = schemes.Append(AppraisalScheme.Default).Max(scheme => scheme.Factors.LookBackMonths);
        var terms = await TermsAsync(db, span, cancel);
        if (terms != _terms || lookBackMonths > _sales.LookBackMonths)
        {
            Forget();
        }

        var isNew = _terms is null;
        _terms = terms;
        var grown = await _tail.GrownAsync(db, cancel);
        if (grown.Values.All(records => records is { Count: 0 }))
        {
            return _facts;
        }

        if (isNew && db.Database.CurrentTransaction is null)
        {
            (_facts, _sales) = await db.ReadTogetherAsync(here => WorkAsync(here, span, grown, cancel), other => SalesAsync(other, span, lookBackMonths, grown, cancel), cancel);
        }
        else
        {
            (_facts, _sales) = (await WorkAsync(db, span, grown, cancel), await SalesAsync(db, span, lookBackMonths, grown, cancel));
        }

        if (isNew && Size > Big)
        {
            Leftovers.GiveBack();
        }

        return _facts = _facts with { Signed = _sales.Signed, Contracts = _sales.Contracts, Industries = _sales.Industries, Shares = _sales.Shares, Received = _sales.Received };
    }

    /// <summary>What can change facts without any event of their records.</summary>
    private static async Task<string> TermsAsync(CrmDbContext db, AppraisedSpan span, CancellationToken cancel)
    {
        var counts = await db.Imports.GroupBy(row => 1).Select(all => new { Of = 1, Count = all.Count(), Sum = all.Sum(row => (long)row.Version) })
            .Concat(db.CustomerMerges.GroupBy(row => 1).Select(all => new { Of = 2, Count = all.Count(), Sum = all.Sum(row => (long)row.Version) }))
            .Concat(db.CustomerChanges.Where(row => row.Field == "Industry").GroupBy(row => 1).Select(all => new { Of = 3, Count = all.Count(), Sum = all.Max(row => row.Id) }))
            .Concat(db.Receipts.Where(row => row.VoidedById != null).GroupBy(row => 1).Select(all => new { Of = 4, Count = all.Count(), Sum = 0L }))
            .ToListAsync(cancel);
        return string.Create(CultureInfo.InvariantCulture,
            $"{span.Start:O}|{span.End:O}|{span.Seen:O}|{string.Join(',', span.Stages)}|{string.Join(',', counts.OrderBy(row => row.Of).Select(row => $"{row.Of}:{row.Count}:{row.Sum}"))}");
    }

    private async Task<AppraisalFacts> WorkAsync(
        CrmDbContext db, AppraisedSpan span, IReadOnlyDictionary<AppraisedHistory, IReadOnlyCollection<long>?> grown, CancellationToken cancel)
    {
        var facts = _facts;
        if (grown[AppraisedHistory.Opportunities] is not { Count: 0 } and var opportunities)
        {
            var changed = Replace(_stays, opportunities, await db.StaysAsync(span, opportunities, cancel)).Select(stay => stay.OwnerId).OfType<long>().ToHashSet();
            var all = _stays.Select(stay => new OwnedVisit(stay.OwnerId, stay.Visit));
            facts = facts with { Stages = opportunities is null ? new StageWork(all, span.Start, span.Seen, span.Stages) : facts.Stages.After(all, changed) };
        }

        if (grown[AppraisedHistory.Leads] is not { Count: 0 } and var leads)
        {
            Replace(_leads, leads, await db.LeadsAsync(span, leads, cancel));
            facts = facts with
            {
                Leads =
                [
                    .. _leads.Where(lead => lead.Hours is null).GroupBy(lead => lead.PersonId).OrderBy(group => group.Key)
                        .Select(group => new LeadOutcomes(group.Key, group.Count(lead => lead.IsConverted), group.Count())),
                ],
                Contacts = [.. _leads.Where(lead => lead.Hours is not null).Select(lead => new FirstContact(lead.PersonId, lead.Hours ?? 0))],
            };
        }

        if (grown[AppraisedHistory.Plans] is not { Count: 0 } and var plans)
        {
            Replace(_plans, plans, await db.PlansAsync(span, plans, cancel));
            facts = facts with
            {
                Plans =
                [
                    .. _plans.GroupBy(plan => plan.PersonId).OrderBy(group => group.Key).Select(group => new KeptPromises(group.Key, group.Count(plan => plan.IsKept), group.Count())),
                ],
            };
        }

        return facts;
    }

    private async Task<KeptSales> SalesAsync(
        CrmDbContext db, AppraisedSpan span, int lookBackMonths, IReadOnlyDictionary<AppraisedHistory, IReadOnlyCollection<long>?> grown, CancellationToken cancel) =>
        await SoldAsync(db, grown, cancel) is not { Count: 0 } and var contracts
            ? contracts is null ? await KeptSales.ReadAsync(db, span, lookBackMonths, cancel) : await _sales.AfterAsync(db, span, contracts, cancel)
            : _sales;

    /// <summary>Contracts whose own history has grown, or what their opportunities had cost; null for all.</summary>
    private static async Task<IReadOnlyCollection<long>?> SoldAsync(
        CrmDbContext db, IReadOnlyDictionary<AppraisedHistory, IReadOnlyCollection<long>?> grown, CancellationToken cancel)
    {
        if ((grown[AppraisedHistory.Contracts], grown[AppraisedHistory.Presales]) is not ({ } contracts, { } projects))
        {
            return null;
        }

        return projects.Count == 0 ? contracts
            : [.. contracts, .. await db.Contracts.AsNoTracking().VisibleTo(Viewer.Program)
                .Where(row => row.PresalesCost != null && row.OpportunityId != null && EF.Parameter(projects).Contains(row.OpportunityId.Value)).Select(row => row.Id).ToListAsync(cancel)];
    }

    /// <returns>What was there of the records before, and what is there now.</returns>
    private static List<T> Replace<T>(List<T> all, IReadOnlyCollection<long>? records, List<T> read) where T : struct, IKept
    {
        var changed = new List<T>(records is null ? [] : read);
        if (records is not null)
        {
            var asked = records.Select(id => checked((int)id)).ToHashSet();
            all.RemoveAll(row =>
            {
                var isGone = asked.Contains(row.RecordId);
                if (isGone)
                {
                    changed.Add(row);
                }

                return isGone;
            });
        }

        all.AddRange(read);
        all.TrimExcess();
        return changed;
    }
}
