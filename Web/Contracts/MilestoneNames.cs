using SiCrm.Domain.Shared;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Contracts;

/// <summary>Milestones that are called as our usual terms call them are read in the reader's language; any other name is the drafter's own.</summary>
public static class MilestoneNames
{
    private static readonly string[] Usual = ["Contracts.Terms.First", "Contracts.Terms.Delivered", "Contracts.Terms.Last", "Contracts.Terms.Delivery"];

    public static string Milestone(this Words words, string? name)
    {
        ArgumentNullException.ThrowIfNull(words);
        var said = PlainText.Folded(name);
        var key = Usual.FirstOrDefault(key => Languages.All.Any(language => PlainText.Folded(words.Find(key, language)) == said));
        return key is null ? name ?? "" : words[key];
    }
}
