namespace SiCrm.Infrastructure.Demo;

/// <summary>What happens to people: one changes team and takes his leads and customers along, one leaves and hands them over.</summary>
internal static class DemoTurns
{
    public static void Plan(DemoStory story, DateTime until)
    {
        story.On(story.Hours.After(until.AddDays(-100), 1), () => Move(story));
        story.On(story.Hours.After(until.AddDays(-160), 2), () => Leave(story));
    }

    private static void Move(DemoStory story)
    {
        var rep = story.Cast.Seat("east1.rep5");
        rep.Join(story.Cast.Teams["East 2"]);
        foreach (var lead in story.OpenLeadsOf(rep))
        {
            lead.FollowOwner(rep, story.By(story.Cast.Seat("admin")));
        }

        foreach (var customer in story.Customers.Of(rep))
        {
            customer.FollowOwner(rep.TeamId, story.By(story.Cast.Seat("admin")));
        }
    }

    private static void Leave(DemoStory story)
    {
        var (leaver, heir) = (story.Cast.Seat("north1.rep5"), story.Cast.Seat("north1.rep4"));
        var stamp = story.By(story.Cast.ManagerOf(leaver));
        foreach (var lead in story.OpenLeadsOf(leaver))
        {
            lead.AssignTo(heir, stamp, "Hand-over");
            story.Resume(lead);
        }

        foreach (var customer in story.Customers.Of(leaver))
        {
            customer.HandOverTo(heir.Id, heir.TeamId, "Hand-over", stamp);
        }

        leaver.Deactivate(stamp.Today.AddDays(-1), story.OpenLeadsOf(leaver).Count);
    }
}
