using System.Globalization;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Shared;

/// <summary>Milestones that are called as our usual terms call them are read in the reader's language; any other name is the drafter's own.</summary>
public static class MilestoneNames
{
    private const string OfChangeOrder = "Contracts.AmendmentPayment";

    private static readonly string[] Usual = ["Contracts.Terms.First", "Contracts.Terms.Delivered", "Contracts.Terms.Last", "Contracts.Terms.Delivery", "Contracts.Terms.Installed", "Contracts.Terms.Live"];

    public static string Milestone(this Words words, string? name)
    {
        ArgumentNullException.ThrowIfNull(words);
        var said = PlainText.Folded(name);
        var key = Usual.FirstOrDefault(key => Languages.All.Any(language => PlainText.Folded(words.Find(key, language)) == said));
        return key is not null ? words[key] : ChangeOrder(words, said) is { } number ? words[OfChangeOrder, number] : name ?? "";
    }

    /// <summary>The number of the change order whose payment is called so.</summary>
    private static int? ChangeOrder(Words words, string said) =>
        (from language in Languages.All
         let around = PlainText.Folded(words.Find(OfChangeOrder, language)).Split("{0}")
         where around.Length == 2 && said.Length > around[0].Length + around[1].Length
             && said.StartsWith(around[0], StringComparison.Ordinal) && said.EndsWith(around[1], StringComparison.Ordinal)
         let written = said[around[0].Length..^around[1].Length]
         select int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null).FirstOrDefault(number => number is not null);
}
