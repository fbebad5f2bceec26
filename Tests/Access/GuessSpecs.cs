using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Infrastructure.Access;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

public sealed class GuessSpecs
{
    private const int Guesses = 10_000;

    [Theory, EveryDatabase]
    public async Task Of_ten_thousand_guesses_at_once_at_most_ten_are_looked_at(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var looks = new CountedHashing();
        world.App.Adjust = services => services.AddSingleton<IPasswordHasher<Account>>(looks);
        var email = await world.GivePasswordAsync(WorldPeople.Rep);
        var visitor = world.Visit();
        var form = await visitor.GetAsync("/sign-in");

        var seen = new System.Collections.Concurrent.ConcurrentDictionary<HttpStatusCode, int>();
        await Parallel.ForAsync(0, Guesses, new ParallelOptions { MaxDegreeOfParallelism = 200 }, async (i, _) =>
        {
            var answer = await visitor.SendAsync(form, "form[action='/sign-in']", ("Form.Email", email), ("Form.Password", $"guess {i}"));
            seen.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
        });

        Assert.Equal(Guesses, seen.Values.Sum());
        Assert.True(looks.Count is > 0 and <= 10, $"{looks.Count} were looked at");
        Assert.All(seen.Keys, status => Assert.Contains(status, (HttpStatusCode[])
            [HttpStatusCode.UnprocessableEntity, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable]));
    }

    /// <summary>How often a password was compared.</summary>
    private sealed class CountedHashing : IPasswordHasher<Account>
    {
        private readonly PasswordHasher<Account> _real = new();
        private int _count;

        public int Count => _count;

        public string HashPassword(Account user, string password) => _real.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref _count);
            return _real.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
