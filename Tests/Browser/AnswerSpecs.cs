using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Leads;
using SiCrm.Tests.Architecture;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Browser;

/// <summary>Pages that only the answer to a form shows: previews, forms with errors, conflicts, and what is not there.</summary>
public sealed class AnswerSpecs(Site site)
{
    [Theory, ClassData(typeof(Looks))]
    public async Task Nobody_meets_a_barrier_in_an_answer(string theme, string language, int width)
    {
        await using var tab = await site.OpenAsync(WorldPeople.Coordinator, new Look(theme, language, width));
        var lead = await (await site.WorldAsync()).LeadAsync(LeadStatus.Working);
        var barriers = new List<string>();

        await LookAsync("hand-out", PickedAsync("/desk/hand-outs/preview"));
        await LookAsync("reclaim", PickedAsync("kind=Reclaim"));
        await LookAsync("reclaim without a reason", PressAsync("form[action='/desk/decisions'] .btn-primary"));
        await LookAsync("disqualification", PickedAsync("kind=Disqualify"));
        await LookAsync("replay", OpenAsync("/desk/reclaim-policy", "form .btn-primary"));
        await LookAsync("triage without answers", OpenAsync("/desk/triage", "[formaction$='/disqualification'], form[action$='/qualification'] .btn-primary"));
        await LookAsync("capture without a company", OpenAsync("/leads/new", "main form .btn-primary"));
        await LookAsync("nothing there", tab.GoAsync("/leads/99999999"));
        await LookAsync("not his", tab.GoAsync("/people"));
        await LookAsync("conflict", ConflictAsync());
        Rule.Holds(barriers);

        async Task LookAsync(string what, Task reached)
        {
            await reached;
            barriers.AddRange((await tab.BarriersAsync()).Select(barrier => $"{what}: {barrier}"));
            barriers.AddRange(from over in await tab.OverhangAsync() select $"{what}: {over}");
        }

        async Task PressAsync(string button)
        {
            await tab.Page.Locator(button).First.EvaluateAsync("button => button.form.noValidate = true");
            await tab.Page.Locator(button).First.ClickAsync();
            await tab.Page.WaitForLoadStateAsync();
        }

        async Task OpenAsync(string address, string button)
        {
            await tab.GoAsync(address);
            await PressAsync(button);
        }

        async Task PickedAsync(string action)
        {
            await tab.GoAsync("/leads?state=Open");
            await tab.Page.Locator("tbody input[name=ids]").First.CheckAsync();
            await PressAsync($".bulk-bar button[formaction*='{action}']");
        }

        async Task ConflictAsync()
        {
            await tab.GoAsync($"/leads/{lead.Id}/edit");
            await using (var db = (await site.WorldAsync()).Open())
            {
                var other = await db.Leads.SingleAsync(row => row.Id == lead.Id);
                other.Edit(other.Facts with { Company = "Another name" }, (await site.WorldAsync()).By(null));
                await db.SaveChangesAsync();
            }

            await tab.Page.Locator("#Company").FillAsync("A third name");
            await PressAsync("main form .btn-primary");
        }
    }
}
