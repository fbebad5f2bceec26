using SiCrm.Domain.Access;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Reports;

namespace SiCrm.Tests.Contracts;

public sealed class ProjectManagerSpecs
{
    private static readonly Stamp Now = new(7, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 11, 18));
    private static readonly AccessMatrix Matrix = AccessMatrix.Default;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_contract_gets_a_project_manager_before_and_after_signing(bool isSigned)
    {
        var contract = Draft(isSigned);
        contract.Appoint(Somebody(11), Matrix, Now);

        Assert.Equal(11, contract.ProjectManagerId);
        Assert.Equal((ContractEventKind.Appointed, null, 11), Last(contract));
    }

    [Fact]
    public void The_history_says_who_was_it_before()
    {
        var contract = Draft();
        contract.Appoint(Somebody(11), Matrix, Now);
        contract.Appoint(Somebody(12), Matrix, Now);
        Assert.Equal((ContractEventKind.Appointed, 11, 12), Last(contract));

        contract.Appoint(null, Matrix, Now);
        Assert.Equal((ContractEventKind.Appointed, 12, null), Last(contract));
        Assert.Null(contract.ProjectManagerId);
        Assert.Equal(contract.Events, contract.History.Count);
    }

    [Fact]
    public void The_same_person_is_not_appointed_again()
    {
        var contract = Draft();
        Assert.Equal("ContractUnmanaged", Refused(contract, null));
        contract.Appoint(Somebody(11), Matrix, Now);
        Assert.Equal("ContractAlreadyHis", Refused(contract, Somebody(11)));
    }

    [Theory]
    [InlineData(Role.ProjectManager, null)]
    [InlineData(Role.Sales, null)]
    [InlineData(Role.LeadCoordinator, "PersonKeepsNoMilestones")]
    [InlineData(Role.Presales, "PersonKeepsNoMilestones")]
    public void Only_who_may_keep_milestones_can_answer_for_them(Role role, string? refusal) => Assert.Equal(refusal, Refused(Draft(), Somebody(11, role)));

    [Fact]
    public void Who_does_not_work_here_any_more_is_not_appointed()
    {
        var gone = Somebody(11);
        gone.Deactivate(Now.Today.AddDays(-1), 0);
        Assert.Equal("PersonNotActive", Refused(Draft(), gone));
    }

    [Theory]
    [InlineData(ContractStatus.Terminated)]
    [InlineData(ContractStatus.Closed)]
    public void What_is_over_keeps_its_project_manager(ContractStatus status)
    {
        var contract = Draft(isSigned: true);
        contract.Appoint(Somebody(11), Matrix, Now);
        End(contract, status);

        Assert.Equal(status, contract.Status);
        Assert.Equal("ContractNotLive", Refused(contract, Somebody(12)));
        Assert.Equal("ContractNotLive", Refused(contract, null));
    }

    private static string? Refused(Contract contract, Person? person)
    {
        var refusal = contract.CanAppoint(person, Matrix, Now.Today);
        if (refusal is not null)
        {
            Assert.Equal(refusal.Code, Assert.Throws<RuleBroken>(() => contract.Appoint(person, Matrix, Now)).Refusal.Code);
        }

        return refusal?.Code;
    }

    private static (ContractEventKind, long?, long?) Last(Contract contract) =>
        contract.History[^1] is var row ? (row.Kind, row.FromManagerId, row.ToManagerId) : default;

    private static Contract Draft(bool isSigned = false)
    {
        var facts = new ContractFacts("Project", 9)
        {
            Lines = [new LineTerms(1, 1, Money.Zero, Percent.Zero, new Percent(1300))],
            Milestones = [new(MilestoneKind.Payment, "All", Now.Today, 10_000)],
        };
        var contract = new Contract(facts, new ContractOwner(7, 1, 1), Now);
        if (isSigned)
        {
            contract.Sign("C-1", Now.Today, Now);
        }

        return contract;
    }

    private static void End(Contract contract, ContractStatus status)
    {
        if (status == ContractStatus.Terminated)
        {
            contract.Terminate("They gave up", Now);
            return;
        }

        contract.Start(Now);
        contract.Deliver(Now);
        contract.Close("Done", Now);
    }

    private static Person Somebody(long id, Role role = Role.ProjectManager) =>
        new Person($"Somebody {id}", null, null, null, new DateOnly(2025, 1, 1), role).WithId(id);
}
