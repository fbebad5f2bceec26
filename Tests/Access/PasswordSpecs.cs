using Microsoft.EntityFrameworkCore;
using SiCrm.Infrastructure.Access;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

public sealed class PasswordSpecs
{
    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2026")]
    [InlineData("iloveyouforever")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiop12")]
    [InlineData("abcdefghijkl")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabc")]
    [InlineData("woaini1314520")]
    [InlineData("WoAiNi521521")]
    [InlineData("zhangwei123456")]
    [InlineData("52013145201314")]
    [InlineData("beijing2026!")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("ｐａｓｓｗｏｒｄ1234")]
    public void What_others_guess_first_is_refused(string password) => Assert.True(CommonPasswords.Has(password));

    [Theory]
    [InlineData(Passwords.Good)]
    [InlineData("tram ledger ocean 4")]
    [InlineData("竹林下的七只旧木船")]
    [InlineData("Kx8#mQ2!vLp9")]
    [InlineData("password is not what this is about")]
    public void What_is_one_s_own_is_taken(string password) => Assert.False(CommonPasswords.Has(password));

    [Fact]
    public void The_list_has_thousands() => Assert.InRange(CommonPasswords.Count, 3000, 100_000);

    [Fact]
    public async Task A_password_is_kept_by_two_hundred_and_ten_thousand_rounds()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await world.GivePasswordAsync(WorldPeople.Rep);
        await using var db = world.Open();
        var hash = Convert.FromBase64String((await db.Users.SingleAsync(user => user.PasswordHash != null)).PasswordHash ?? "");
        Assert.Equal(210_000, (hash[5] << 24) | (hash[6] << 16) | (hash[7] << 8) | hash[8]);
    }
}
