using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <summary>What somebody does in the team of an opportunity.</summary>
public enum TeamFunction
{
    Sales,
    Presales,
    ProjectManager,
    Expert,
    Sponsor,
}

/// <summary>团队成员: a colleague on an opportunity, with his agreed share of what is signed.</summary>
public sealed class OpportunityMember
{
    internal OpportunityMember(long personId, TeamFunction function, DateTime joinedAt) =>
        (PersonId, Function, JoinedAt) = (personId, function, joinedAt);

    private OpportunityMember()
    {
    }

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    public long PersonId { get; private set; }

    public TeamFunction Function { get; internal set; }

    /// <summary>In hundredths of a percent; all members' shares make 10,000, or none is agreed.</summary>
    public int Share { get; internal set; }

    public DateTime JoinedAt { get; private set; }
}

/// <summary>Somebody else who wants the project.</summary>
public sealed class OpportunityCompetitor
{
    internal OpportunityCompetitor(string name, CompetitorPosition position, string? note) => (Name, Position, Note) = (name, position, note);

    private OpportunityCompetitor() => Name = "";

    public long Id { get; private set; }

    public long OpportunityId { get; private set; }

    public string Name { get; private set; }

    public CompetitorPosition Position { get; internal set; }

    public string? Note { get; internal set; }
}

/// <param name="Share">In hundredths of a percent.</param>
public sealed record AgreedShare(long PersonId, TeamFunction Function, int Share);

public sealed partial class Opportunity
{
    /// <summary>All shares together.</summary>
    public const int Whole = 10_000;

    public const int MostMembers = 20;

    public const int MostCompetitors = 12;

    /// <summary>Who works on it, and who gets which part of what is signed: the shares make 100 % or none is agreed.</summary>
    public void Agree(IReadOnlyList<AgreedShare> team, Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(team);
        CanAgree(team).ThrowIfRefused();
        var before = TeamText();
        _members.RemoveAll(member => team.All(share => share.PersonId != member.PersonId));
        foreach (var share in team)
        {
            var member = _members.Find(one => one.PersonId == share.PersonId);
            if (member is null)
            {
                member = new OpportunityMember(share.PersonId, share.Function, stamp.At);
                _members.Add(member);
            }

            (member.Function, member.Share) = (share.Function, share.Share);
        }

        Note(nameof(Members), before, TeamText(), stamp);
        Version++;
    }

    public static Refusal? CanAgree(IReadOnlyList<AgreedShare> team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var sum = team.Sum(share => (long)share.Share);
        return team.Count > MostMembers ? new Refusal("TeamTooLarge", MostMembers)
            : team.DistinctBy(share => share.PersonId).Count() < team.Count ? new Refusal("MemberTwice")
            : team.Any(share => share.Share is < 0 or > Whole) || (sum != 0 && sum != Whole) ? new Refusal("SharesNotWhole", sum / 100m)
            : null;
    }

    /// <summary>Each with his part; the owner has it all while nothing is agreed.</summary>
    public IReadOnlyList<(long PersonId, int Share)> Shares() =>
        _members.Any(member => member.Share > 0) ? [.. _members.Where(member => member.Share > 0).Select(member => (member.PersonId, member.Share))]
        : OwnerId is { } owner ? [(owner, Whole)] : [];

    /// <summary>A competitor is known, or stands differently than before.</summary>
    public void Face(string name, CompetitorPosition position, string? note, Stamp stamp)
    {
        RefuseClosed();
        var clean = PlainText.Line(name) ?? throw new RuleBroken(new Refusal("CompetitorNeedsName"));
        var known = _competitors.Find(one => string.Equals(one.Name, clean, StringComparison.OrdinalIgnoreCase));
        if (known is null && _competitors.Count >= MostCompetitors)
        {
            throw new RuleBroken(new Refusal("TooManyCompetitors", MostCompetitors));
        }

        Note(nameof(Competitors), known is null ? null : $"{known.Name}: {known.Position}", $"{clean}: {position}", stamp);
        if (known is null)
        {
            _competitors.Add(new OpportunityCompetitor(clean, position, PlainText.Lines(note)));
        }
        else
        {
            (known.Position, known.Note) = (position, PlainText.Lines(note));
        }

        Version++;
    }

    public void NoLongerFaces(long competitorId, Stamp stamp)
    {
        if (_competitors.Find(one => one.Id == competitorId) is { } gone)
        {
            Note(nameof(Competitors), $"{gone.Name}: {gone.Position}", null, stamp);
            _competitors.Remove(gone);
            Version++;
        }
    }

    private string? TeamText() => _members.Count == 0 ? null
        : string.Join(", ", _members.OrderBy(member => member.PersonId).Select(member => $"{member.PersonId}:{member.Share}"));
}
