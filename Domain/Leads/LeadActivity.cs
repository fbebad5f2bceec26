using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Leads;

public enum LeadActivityKind
{
    Call,
    Visit,
    Meeting,
    Mail,
    Message,
    Note,
}

/// <summary>联系记录: a logged contact; all but a note count as activity towards the reclaim rules.</summary>
public sealed class LeadActivity
{
    private LeadActivity()
    {
        Words = null!;
    }

    internal LeadActivity(LeadActivityKind kind, string words, Stamp stamp)
    {
        (Kind, Words, At, ActorId) = (kind, words, stamp.At, stamp.ActorId);
    }

    public long Id { get; private set; }

    public long LeadId { get; private set; }

    public LeadActivityKind Kind { get; private set; }

    public string Words { get; private set; }

    public DateTime At { get; private set; }

    public long? ActorId { get; private set; }
}
