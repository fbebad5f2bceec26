using System.Collections.Frozen;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Contracts;

/// <summary>项目经理: who can be one, and how one is appointed.</summary>
public static class ProjectManagers
{
    /// <summary>Those who could answer for a contract's delivery: project managers first, each by name.</summary>
    public static IEnumerable<Colleague> ManagersFor(this OrganisationFacts names, AccessMatrix matrix, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.People.Values.Where(person => person.IsActive(today) && Contract.CanManage(person.Roles, matrix))
            .OrderByDescending(person => person.Roles.Contains(Role.ProjectManager)).ThenBy(person => person.Name, StringComparer.Ordinal);
    }

    /// <summary>Whoever is appointed by somebody else is told, and reaches the contract from now on.</summary>
    /// <exception cref="RuleBroken">Refused by <see cref="Contract.CanAppoint(Person?, AccessMatrix, DateOnly)"/>.</exception>
    public static void Appoint(this CrmDbContext db, Contract contract, Person? person, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(contract);
        contract.Appoint(person, db.Company.Facts.Access, stamp);
        if (person is not null)
        {
            db.Tell(person.Id, NotificationKind.ContractAppointed, contract.Id, contract.Events, stamp, contract.Number ?? "", contract.Name);
            db.Know(person.Id);
        }
    }

    /// <summary>Neither closed, terminated nor discarded: somebody has to answer for them.</summary>
    public static IQueryable<Contract> Unfinished(this IQueryable<Contract> contracts) =>
        contracts.Kept().Where(contract => contract.Status != ContractStatus.Closed && contract.Status != ContractStatus.Terminated);

    /// <summary>Everybody who manages a contract, by one look into the index for each person.</summary>
    internal static Task<List<long>> ProjectManagersAsync(this CrmDbContext db, CancellationToken cancel)
    {
        var contracts = db.Contracts.VisibleTo(Viewer.Program);
        return db.People.Where(person => contracts.Any(contract => contract.ProjectManagerId == person.Id)).Select(person => person.Id).ToListAsync(cancel);
    }

    internal static void Tell(
        this CrmDbContext db, long personId, NotificationKind kind, long subjectId, long number, Stamp stamp, params IEnumerable<string> args)
    {
        if (personId != stamp.ActorId)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{kind}:{subjectId}:{number}:{stamp.At.Ticks}");
            db.Notifications.Add(new Notification(personId, kind, nameof(Contract), subjectId, key, stamp.At, args));
        }
    }

    /// <summary>This process knows at once that he has more than his scope.</summary>
    internal static void Know(this CrmDbContext db, long personId)
    {
        if (!db.Company.Facts.WithShares.Contains(personId))
        {
            db.Company.Become(db.Company.Facts with { WithShares = db.Company.Facts.WithShares.Append(personId).ToFrozenSet() });
        }
    }
}
