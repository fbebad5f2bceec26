using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>The same money under another number of the bank is asked about before it is entered.</summary>
public sealed class ReceiptAlikeSpecs
{
    [Theory]
    [EveryDatabase("en", "It is another payment", "has the same payer and amount")]
    [EveryDatabase("zh-CN", "这是另一笔款项", "付款方与金额均相同")]
    public async Task The_form_names_the_receipt_before_and_keeps_what_was_typed(DatabaseKind kind, string language, string another, string refusal)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        await EnterAsync(visitor, customer, "B-1");

        var asked = await EnterAsync(visitor, customer, "B-2", note: "By mail");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        var before = asked.Find("section[aria-labelledby=alike]");
        Assert.Contains(refusal, asked.Find("main").TextContent, StringComparison.Ordinal);
        Assert.Contains(another, before.TextContent, StringComparison.Ordinal);
        Assert.Contains("2026-11-18", before.TextContent, StringComparison.Ordinal);
        var link = before.QuerySelector("a");
        Assert.Equal("B-1", link?.TextContent);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(link?.GetAttribute("href") ?? "")).Status);
        Assert.Equal(("B-2", "100", "By mail"), (Typed("Reference"), Typed("Sum"), Typed("Remark")));
        Assert.Equal(["B-1"], await ReferencesAsync(world));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SendAsync(asked, "main form")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(asked, "main form", ("Form.IsAnother", "true"))).Status);
        Assert.Equal(["B-1", "B-2"], await ReferencesAsync(world));

        string? Typed(string field) => asked.Find($"#Form_{field}").GetAttribute("value");
    }

    [Theory]
    [EveryDatabase("B-2", "200", "2026-11-18", true)]
    [EveryDatabase("B-2", "100", "2026-11-17", true)]
    [EveryDatabase("B-1", "100", "2026-11-18", false)]
    [EveryDatabase("b-1", "200", "2026-11-18", false)]
    [EveryDatabase("Ｂ－１", "200", "2026-11-18", false)]
    [EveryDatabase("b-1", "100", "2026-11-18", false)]
    public async Task Another_amount_or_day_is_not_asked_about_and_the_same_number_stays_refused(DatabaseKind kind, string reference, string sum, string day, bool isTaken)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        var visitor = world.Visit(WorldPeople.Administrator);
        await EnterAsync(visitor, customer, "B-1");

        var answer = await EnterAsync(visitor, customer, reference, sum, day, isAnother: !isTaken);

        Assert.Equal(isTaken ? HttpStatusCode.Redirect : HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(isTaken ? 2 : 1, (await ReferencesAsync(world)).Count);
        Assert.Null(answer.Document.QuerySelector("section[aria-labelledby=alike]"));
    }

    [Theory, EveryDatabase]
    public async Task Under_a_number_that_is_taken_nobody_is_asked_whether_it_is_another_payment(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        await world.ContractAsync(customer);
        var visitor = world.Visit(WorldPeople.Administrator);
        await EnterAsync(visitor, customer, "B-1");
        await EnterAsync(visitor, customer, "B-2", isAnother: true);

        var twice = await EnterAsync(visitor, customer, "B-2");

        Assert.Contains("entered already", twice.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.Null(twice.Document.QuerySelector("section[aria-labelledby=alike]"));
    }

    [Theory, EveryDatabase]
    public async Task What_another_customer_paid_is_another_payment(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Administrator);
        foreach (var (name, reference) in new[] { ("Buyer", "B-1"), ("Other buyer", "B-2") })
        {
            var customer = await world.CustomerAsync(name);
            await world.ContractAsync(customer);
            Assert.Equal(HttpStatusCode.Redirect, (await EnterAsync(visitor, customer, reference)).Status);
        }
    }

    [Theory]
    [EveryDatabase(true, "B-{0}", "has the same payer and amount")]
    [EveryDatabase(true, "B-1", "was entered")]
    [EveryDatabase(false, "B-1", "was entered")]
    public async Task Of_several_who_enter_one_payment_at_the_same_moment_one_enters_it_and_the_others_are_asked(
        DatabaseKind kind, bool isOfOnePayer, string reference, string refusal)
    {
        await using var world = await World.CreateAsync(kind);
        var payers = new List<Customer>();
        for (var i = 0; i < (isOfOnePayer ? 1 : 4); i++)
        {
            payers.Add(await world.CustomerAsync($"Buyer {i}"));
            await world.ContractAsync(payers[i]);
        }

        var visitor = world.Visit(WorldPeople.Administrator);
        for (var round = 1; round <= 5; round++)
        {
            var forms = new List<Page>();
            for (var i = 0; i < 4; i++)
            {
                forms.Add(await visitor.GetAsync($"/customers/{payers[i % payers.Count].Id}/receipts/new"));
            }

            var answers = await Task.WhenAll(forms.Select((form, place) => visitor.SendAsync(
                form, "main form", ("Form.Reference", $"{round}-" + string.Format(CultureInfo.InvariantCulture, reference, place)), ("Form.Sum", $"{round}00"), ("Form.ReceivedOn", "2026-11-18"))));

            Assert.Single(answers, answer => answer.Status == HttpStatusCode.Redirect);
            Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Redirect), answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status));
            Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Redirect), answer => Assert.Contains(refusal, answer.Find(".form-errors").TextContent, StringComparison.Ordinal));
            Assert.Equal(round, (await ReferencesAsync(world)).Count);
        }
    }

    private static async Task<Page> EnterAsync(
        Visitor visitor, Customer customer, string reference, string sum = "100", string day = "2026-11-18", string note = "", bool isAnother = false)
    {
        var form = await visitor.GetAsync($"/customers/{customer.Id}/receipts/new");
        (string, string?)[] typed = [("Form.Reference", reference), ("Form.Sum", sum), ("Form.ReceivedOn", day), ("Form.Remark", note), .. isAnother ? [("Form.IsAnother", "true")] : Array.Empty<(string, string?)>()];
        return await visitor.SendAsync(form, "main form", typed);
    }

    private static async Task<List<string>> ReferencesAsync(World world)
    {
        await using var db = world.Open();
        return await db.Receipts.OrderBy(receipt => receipt.Reference).Select(receipt => receipt.Reference).ToListAsync();
    }
}
