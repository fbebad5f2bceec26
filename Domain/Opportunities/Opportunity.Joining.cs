using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Opportunities;

/// <content>Colleagues who come to work on it.</content>
public sealed partial class Opportunity
{
    /// <summary>Works on it from now on; a share is agreed apart from that. Nothing happens for the owner, a member, or beyond the largest team.</summary>
    public void Join(long personId, TeamFunction function, Stamp stamp)
    {
        if (personId == OwnerId || _members.Count >= MostMembers || _members.Exists(member => member.PersonId == personId))
        {
            return;
        }

        var before = TeamText();
        _members.Add(new OpportunityMember(personId, function, stamp.At));
        Note(nameof(Members), before, TeamText(), stamp);
        Version++;
    }
}
