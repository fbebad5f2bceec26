using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Opportunities.Gates;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Opportunities.Gates;

/// <summary>What the gates tell people, in the transaction of what it is about.</summary>
internal static class GateNotices
{
    /// <summary>How the key of what is told of a qualification ends.</summary>
    public const string OfQualification = ":Q";

    /// <summary>What stands before a quote's own number in the key of what is told of it; an application has digits only.</summary>
    public const string OfQuote = ":Q";

    /// <param name="fact">What tells this fact from others of the kind about the same opportunity.</param>
    public static void Tell(
        this CrmDbContext db, NotificationKind kind, Opportunity opportunity, IEnumerable<long?> people, DateTime at, string fact, params string?[] more) =>
        db.Notifications.AddRange(people.OfType<long>().Distinct().Select(person => new Notification(
            person, kind, nameof(Opportunity), opportunity.Id, string.Create(CultureInfo.InvariantCulture, $"{kind}:{opportunity.Id}:{at.Ticks}:{fact}"), at,
            [opportunity.Number, opportunity.Name, .. more.Select(text => PlainText.Cut(text ?? "", 300))])));

    /// <summary>Owner and approver are told that the gate opened again.</summary>
    public static void TellReopened(this CrmDbContext db, Opportunity opportunity, Initiation initiation, Stamp stamp) => db.Tell(
        NotificationKind.GateReopened, opportunity, [opportunity.OwnerId, initiation.ApproverId], stamp.At, Fact(initiation), initiation.Cause?.ToString());

    public static string Fact(Initiation initiation) => string.Create(CultureInfo.InvariantCulture, $"{initiation.Id}.{initiation.Version}");

    /// <summary>Owner and approver are told once that the budget is used up to a mark, however often it is passed.</summary>
    public static async Task TellBurnAsync(this CrmDbContext db, Opportunity opportunity, Initiation initiation, int before, Stamp stamp, CancellationToken cancel)
    {
        if (Initiation.Crossed(before, initiation.Burn) is not { } mark)
        {
            return;
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"{NotificationKind.PresalesBudget}:{initiation.Id}:{mark}");
        var told = await db.Notifications.Where(row => row.Subject == nameof(Opportunity) && row.SubjectId == opportunity.Id && row.Key == key)
            .Select(row => row.PersonId).ToListAsync(cancel);
        var people = new[] { opportunity.OwnerId, initiation.ApproverId }.OfType<long>().Distinct().Except(told);
        db.Notifications.AddRange(people.Select(person => new Notification(
            person, NotificationKind.PresalesBudget, nameof(Opportunity), opportunity.Id, key, stamp.At, opportunity.Number, opportunity.Name,
            initiation.Burn.ToString(CultureInfo.InvariantCulture))));
    }
}
