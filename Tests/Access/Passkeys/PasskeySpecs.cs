using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using SiCrm.Domain.Access;
using SiCrm.Tests.Browser;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access.Passkeys;

/// <summary>With a browser whose device answers by itself, as a finger would.</summary>
public sealed class PasskeySpecs(Site site)
{
    [Fact]
    public async Task A_device_is_added_signs_in_and_is_removed()
    {
        var world = await site.WorldAsync();
        var email = await world.GivePasswordAsync(WorldPeople.Manager);
        await using var tab = await site.OpenAsync(null, new Look("light", "en", Look.Desk));
        await WithDeviceAsync(tab.Page);

        await tab.GoAsync("/sign-in");
        await tab.Page.FillAsync("[name='Form.Email']", email);
        await tab.Page.FillAsync("[name='Form.Password']", Passwords.Good);
        await tab.Page.ClickAsync("form[action='/sign-in'] button");
        await tab.GoAsync("/me/passkeys");
        await tab.Page.FillAsync("[name='Form.Name']", "My phone");
        await tab.Page.ClickAsync("[data-passkey-button]");
        await Assertions.Expect(tab.Page.Locator("li.session b")).ToHaveTextAsync("My phone");

        await SignOutAsync(tab.Page);
        await tab.GoAsync("/sign-in?back=%2Fme");
        await tab.Page.ClickAsync("form[action='/sign-in/passkey'] button");
        await tab.Page.WaitForURLAsync("**/me");
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("passkey");

        await tab.GoAsync("/me/passkeys");
        await tab.Page.ClickAsync("form[action$='/removal'] button");
        await Assertions.Expect(tab.Page.Locator("main")).ToContainTextAsync("No passkey yet");
        await SignOutAsync(tab.Page);
        await tab.GoAsync("/sign-in");
        await tab.Page.ClickAsync("form[action='/sign-in/passkey'] button");
        await Assertions.Expect(tab.Page.Locator(".flash")).ToContainTextAsync("does not open an account");
        await using var db = world.Open();
        Assert.True(await db.AuditLog.AnyAsync(entry => entry.Kind == AuditKind.PasskeyAdded && entry.Subject == "My phone"));
    }

    [Fact]
    public async Task Without_scripts_the_pages_say_so_and_the_password_works()
    {
        await using var tab = await site.OpenAsync(null, new Look("light", "en", Look.Desk), javaScript: false);
        await tab.GoAsync("/sign-in");
        Assert.False(await tab.Page.Locator("[data-passkey-button]").IsVisibleAsync());
        Assert.True(await tab.Page.Locator("form[action='/sign-in'] button").IsVisibleAsync());
    }

    private static async Task WithDeviceAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true,
                ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.GotoAsync("/me");
        await page.ClickAsync(".topbar-tools > details:last-child summary");
        await page.ClickAsync("form[action='/sign-out'] button");
    }
}
