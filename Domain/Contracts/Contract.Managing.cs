using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Contracts;

/// <content>项目经理: who answers for the delivery.</content>
public sealed partial class Contract
{
    /// <summary>Null while nobody is appointed.</summary>
    public long? ProjectManagerId { get; private set; }

    /// <param name="person">Null: the contract has none for the time being.</param>
    /// <param name="matrix">Says whose role can keep milestones.</param>
    public void Appoint(Person? person, AccessMatrix matrix, Stamp stamp)
    {
        CanAppoint(person, matrix, stamp.Today).ThrowIfRefused();
        var from = ProjectManagerId;
        Record(ContractEventKind.Appointed, stamp, () => ProjectManagerId = person?.Id, managers: (from, person?.Id));
    }

    public Refusal? CanAppoint(Person? person, AccessMatrix matrix, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return CanAppoint() ?? (
            person is null && ProjectManagerId is null ? new Refusal("ContractUnmanaged", Label)
            : person is null ? null
            : person.Id == ProjectManagerId ? new Refusal("ContractAlreadyHis", Label, person.Name)
            : !person.IsActive(today) ? new Refusal("PersonNotActive", person.Name)
            : !CanManage(person.Roles, matrix) ? new Refusal("PersonKeepsNoMilestones", person.Name)
            : null);
    }

    public Refusal? CanAppoint() => Status.IsOver() ? new Refusal("ContractNotLive", Label) : null;

    /// <summary>Whoever may report a milestone as done can answer for all of them.</summary>
    public static bool CanManage(IEnumerable<Role> roles, AccessMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.ScopeOf(roles, RecordType.Milestone, AccessAction.Write) != Scope.None;
    }
}
