using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Appraisal;
using SiCrm.Infrastructure.Appraisal.Keeping;
using SiCrm.Infrastructure.Database;

namespace SiCrm.Infrastructure.Demo;

/// <summary>The sheets of last year that managers have closed already.</summary>
internal sealed class DemoAppraisal(CrmDbContext db, DemoStory story, DateTime now)
{
    private const int Closed = 4;

    private static readonly string[] Comments = ["全年稳定，重点行业有突破，回款要再抓紧。", "新客户开拓出色。", "商机推进偏慢，明年先把方案阶段理顺。", "完成目标，计划执行认真。"];

    private readonly int _start = db.Company.Settings.FiscalYearStart;

    private DateOnly Today => story.Hours.Time.DayOf(now);

    public async Task PlayAsync(CancellationToken cancel)
    {
        var year = FiscalSpan.Of(Today, 12, _start).Previous;
        var names = Names();
        using var cache = new AppraisalCache();
        foreach (var (rep, place) in story.Cast.Reps.Take(Closed).Select((rep, place) => (rep, place)))
        {
            await db.CloseAsync(cache, names.People[rep.Id], year, names, Comments[place], story.At(story.Cast.ManagerOf(rep).Id, now), cancel);
        }
    }

    private OrganisationFacts Names() => new(
        story.Cast.People.ToDictionary(one => one.Id, one => new Colleague(one.Id, one.Name, one.TeamId, one.RegionId, one.ActiveFrom, one.ActiveUntil, [.. one.Roles])),
        story.Cast.Teams.Values.ToDictionary(team => team.Id, team => team.Name), story.Cast.Regions.Values.ToDictionary(region => region.Id, region => region.Name));
}
