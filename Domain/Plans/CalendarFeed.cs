using SiCrm.Domain.Access;
using SiCrm.Domain.Shared;

namespace SiCrm.Domain.Plans;

/// <summary>The secret address of a person's calendar: kept as its hash; it ends when it is revoked or renewed, and with the person.</summary>
public sealed class CalendarFeed
{
    private CalendarFeed(long personId, string hash, string tail, string language, Stamp stamp) =>
        (PersonId, Hash, Tail, Language, MadeAt) = (personId, hash, tail, language, stamp.At);

    private CalendarFeed() => (Hash, Tail, Language) = ("", "", "");

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    public string Hash { get; private set; }

    /// <summary>The last characters, by which its owner knows it again.</summary>
    public string Tail { get; private set; }

    /// <summary>What its owner read in when he made it; a calendar program asks in no language.</summary>
    public string Language { get; private set; }

    public DateTime MadeAt { get; private set; }

    public DateTime? RevokedAt { get; private set; }

    /// <returns>The secret too, which nobody sees again.</returns>
    public static (CalendarFeed Feed, string Secret) Make(long personId, string language, Stamp stamp)
    {
        var secret = Secret.New();
        return (new CalendarFeed(personId, Secret.HashOf(secret), secret[^4..], language, stamp), secret);
    }

    public void Revoke(DateTime now) => RevokedAt ??= now;
}
