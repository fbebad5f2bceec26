namespace SiCrm.Infrastructure.Access;

/// <summary>One signed-in browser. When the row is gone, its cookie is worth nothing within a minute.</summary>
public sealed class SignInSession(string id, long accountId, DateTime begunAt, string? address, string? browser)
{
    /// <summary>However busy it is, it ends then.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Random, 128 bits; stands in the cookie as a claim.</summary>
    public string Id { get; private set; } = id;

    public long AccountId { get; private set; } = accountId;

    public DateTime BegunAt { get; private set; } = begunAt;

    public string? Address { get; private set; } = address;

    public string? Browser { get; private set; } = browser;

    public bool IsOver(DateTime now) => now - BegunAt > Longest;
}
