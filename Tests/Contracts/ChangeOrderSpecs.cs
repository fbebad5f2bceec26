using System.Net;
using SiCrm.Domain.Contracts;
using SiCrm.Domain.Shared;
using SiCrm.Tests.Contracts.Catalogue;
using SiCrm.Tests.Customers;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Contracts;

/// <summary>What a change order takes out, it takes out of one line, at the price of that line.</summary>
public sealed class ChangeOrderSpecs
{
    private static readonly Stamp Now = Stamp.Of(null, new DateTime(2026, 11, 18, 2, 0, 0, DateTimeKind.Utc), new CompanyTime(TimeZoneInfo.Utc));

    private static readonly LineTerms[] Lines = [Line(1, 12_500.50m, 9_000), Line(20, 2_600, 2_000), Line(1, 50_000, 40_000)];

    [Fact]
    public void Of_lines_of_one_product_each_goes_at_its_own_price_tax_and_cost()
    {
        var contract = Signed(Lines);

        contract.Amend(Now.Today, "Fewer", [], [Lines[1]], null, Now);

        Assert.Equal((Money.FromMajor(-52_000), Money.FromMajor(-58_760), Money.FromMajor(-40_000)),
            (contract.Lines[3].ExTax, contract.Lines[3].InTax, contract.Lines[3].Cost));
        Assert.Equal([1, 0, 1], Lines.Select(contract.LeftOf));
        Assert.Equal([12_500.50m, 50_000], contract.LinesLeft.Select(row => row.Line.UnitPrice.Major));
    }

    [Fact]
    public void No_more_goes_than_is_left_of_the_line_itself()
    {
        var contract = Signed(Lines);

        var refusal = contract.CanAmend(Now.Today, "Fewer", [], [Lines[2] with { Quantity = 20 }], Now.Today);
        Assert.Equal("MoreThanContracted", refusal?.Code);
        Assert.Equal([1, Money.FromMajor(50_000)], refusal?.Args);
        contract.Amend(Now.Today, "Fewer", [], [Lines[1] with { Quantity = 15 }], null, Now);
        Assert.Equal("MoreThanContracted", contract.CanAmend(Now.Today, "Fewer", [], [Lines[1] with { Quantity = 6 }], Now.Today)?.Code);
        Assert.Equal("MoreThanContracted", contract.CanAmend(Now.Today, "Fewer", [], [Lines[1] with { Quantity = 3 }, Lines[1] with { Quantity = 3 }], Now.Today)?.Code);
        Assert.Null(contract.CanAmend(Now.Today, "Fewer", [], [Lines[1] with { Quantity = 5 }], Now.Today));
    }

    [Fact]
    public void What_another_price_has_to_lose_is_not_in_the_contract() =>
        Assert.Equal("MoreThanContracted", Signed(Lines).CanAmend(Now.Today, "Fewer", [], [Lines[1] with { UnitPrice = Money.FromMajor(1), Quantity = 1 }], Now.Today)?.Code);

    [Theory]
    [EveryDatabase("en", "Only 1 left of the line at 50,000.00 each")]
    [EveryDatabase("zh-CN", "单价50,000.00的该行只剩1件")]
    public async Task The_form_names_each_line_and_adds_up_before_anything_is_confirmed(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1", 2_600);
        var contract = await DraftAsync(world, [.. Lines.Select(line => line with { ProductId = product.Id, Text = $"At {line.UnitPrice.Major:0}" })]);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        await visitor.SendAsync(await visitor.GetAsync($"/contracts/{contract.Id}"), "form[action$=signing]");
        var path = $"/contracts/{contract.Id}/amendments/new";
        var form = await visitor.GetAsync(path);

        Assert.Equal(["1", "20", "1"], form.Document.QuerySelectorAll("#removed tbody tr td:nth-child(5)").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("At 2600", form.Find("#removed tbody tr:nth-child(2)").TextContent, StringComparison.Ordinal);
        foreach (var act in (string[])["AddUp", "Confirm"])
        {
            var tooMany = await visitor.SendAsync(form, "main form", ("act", act), ("Reason", "Fewer"), ("Removed[2].Quantity", "20"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, tooMany.Status);
            Assert.Contains(said, tooMany.Find(".form-errors").TextContent, StringComparison.Ordinal);
            Assert.Null(tooMany.Document.QuerySelector("#change"));
        }

        var added = await visitor.SendAsync(form, "main form", ("act", "AddUp"), ("Removed[1].Quantity", "20"), ("Added[0].ProductCode", "S-1"));
        Assert.Equal((HttpStatusCode.OK, "-55,822.00"), (added.Status, added.Find("#change").TextContent.Trim().Replace('−', '-')));
        Assert.Equal(["129,385.57", "73,563.57"], added.Document.QuerySelectorAll("#changed-amount .money").Select(sum => sum.TextContent.Trim()));
        Assert.Equal(2, added.Document.QuerySelectorAll("#changed-margin .money").Length);
        Assert.Equal("2,600.00", added.Find("[name='Added[0].UnitPrice']").GetAttribute("value"));
        Assert.Equal("20", added.Find("[name='Removed[1].Quantity']").GetAttribute("value"));
        Assert.Empty((await world.ReadAsync(contract)).Amendments);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(added, "main form", ("act", "Confirm"), ("Reason", "Fewer"))).Status);

        var changed = await world.ReadAsync(contract);
        Assert.Equal(Money.FromMajor(-55_822), Assert.Single(changed.Amendments).InTax);
        Assert.Equal(["1", "1", "1"], (await visitor.GetAsync(path)).Document.QuerySelectorAll("#removed tbody tr td:nth-child(5)").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public void What_it_would_make_of_the_contract_is_what_it_makes_of_it()
    {
        var (contract, added, removed) = (Signed(Lines), Line(3, 700, 650), Lines[1] with { Quantity = 4 });

        var effect = contract.EffectOf([added], [removed]);
        contract.Amend(Now.Today, "Others", [added], [removed], null, Now);

        Assert.Equal((contract.Amendments[0].InTax, contract.AmountInTax, contract.PlannedMargin), (effect.Change, effect.AmountInTax, effect.PlannedMargin));
    }

    [Theory]
    [EveryDatabase("en", "whole number above 0", "whole number from 1 to")]
    [EveryDatabase("zh-CN", "大于0的整数", "数量须为1到")]
    public async Task Less_than_one_is_refused_at_its_field(DatabaseKind kind, string language, string ofRemoved, string ofAdded)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1", 2_600);
        var contract = await world.ContractAsync(await world.CustomerAsync("Buyer"), productId: product.Id);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var form = await visitor.GetAsync($"/contracts/{contract.Id}/amendments/new");

        foreach (var act in (string[])["AddUp", "Confirm"])
        {
            var less = await visitor.SendAsync(form, "main form", ("act", act), ("Reason", "Fewer"), ("Removed[0].Quantity", "-1"));
            var more = await visitor.SendAsync(form, "main form", ("act", act), ("Reason", "More"), ("Added[0].ProductCode", "S-1"), ("Added[0].Quantity", "-1"));

            Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (less.Status, more.Status));
            Assert.Contains(ofRemoved, less.Find("#Removed_0__Quantity-error").TextContent, StringComparison.Ordinal);
            Assert.Equal(("-1", "true"), (less.Find("[name='Removed[0].Quantity']").GetAttribute("value"), less.Find("[name='Removed[0].Quantity']").GetAttribute("aria-invalid")));
            Assert.Contains(ofAdded, more.Find("#Added_0__Quantity-error").TextContent, StringComparison.Ordinal);
            Assert.All((Page[])[less, more], page => Assert.Null(page.Document.QuerySelector("#change")));
        }
    }

    [Theory, EveryDatabase]
    public async Task What_is_not_signed_or_is_over_has_no_form_for_it(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var customer = await world.CustomerAsync("Buyer");
        var (draft, over) = (await world.ContractAsync(customer, isDraft: true), await world.ContractAsync(customer));
        await using (var db = world.Open())
        {
            (await db.LoadAsync(over.Id)).Terminate("They gave up", world.By(null));
            await db.SaveChangesAsync();
        }

        foreach (var contract in (Contract[])[draft, over])
        {
            var page = await world.Visit(WorldPeople.Administrator).GetAsync($"/contracts/{contract.Id}/amendments/new");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
            Assert.Null(page.Document.QuerySelector("main form"));
            Assert.Contains(contract.Label, page.Find("main").TextContent, StringComparison.Ordinal);
        }
    }

    [Theory, EveryDatabase]
    public async Task A_draft_that_is_saved_as_it_is_keeps_what_each_line_was_to_cost(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1", 2_600);
        var contract = await DraftAsync(world, [.. Lines.Select(line => line with { ProductId = product.Id }), Lines[0] with { ProductId = product.Id, UnitCost = null }]);
        var visitor = world.Visit(WorldPeople.Administrator);
        var form = await visitor.GetAsync($"/contracts/{contract.Id}/edit");

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(form, "main form")).Status);

        var saved = await world.ReadAsync(contract);
        Assert.Equal(contract.PlannedMargin, saved.PlannedMargin);
        Assert.Equal([9_000, 2_000, 40_000, null], saved.Lines.OrderBy(line => line.Id).Select(line => line.UnitCost?.Major));
    }

    [Theory]
    [EveryDatabase("en", "Line 1: Quantity")]
    [EveryDatabase("zh-CN", "明细行 1：数量")]
    public async Task Who_saves_a_draft_second_sees_both_versions_field_by_field_and_chooses(DatabaseKind kind, string language, string said)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1", 2_600);
        var contract = await DraftAsync(world, [.. Lines.Select(line => line with { ProductId = product.Id })]);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var form = await visitor.GetAsync($"/contracts/{contract.Id}/edit");
        await visitor.SendAsync(form, "main form", ("Note", "Theirs"), ("Lines[0].Quantity", "9"));

        var told = await visitor.SendAsync(form, "main form", ("Note", "Mine"), ("Lines[0].Quantity", "8"));
        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Equal(2, told.Document.QuerySelectorAll("fieldset.conflict").Length);
        Assert.Contains(said, told.Text, StringComparison.Ordinal);
        Assert.Equal("Mine", told.Find("[name=Note][checked]").GetAttribute("value"));
        Assert.Equal("Theirs", (await world.ReadAsync(contract)).Note);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SendAsync(told, "main form", ("Lines[0].Quantity", "9"))).Status);

        var saved = await world.ReadAsync(contract);
        Assert.Equal(("Mine", 9), (saved.Note, saved.Lines.OrderBy(line => line.Id).First().Quantity));
        Assert.Equal([9_000, 2_000, 40_000], saved.Lines.OrderBy(line => line.Id).Select(line => line.UnitCost?.Major));
    }

    [Theory, EveryDatabase]
    public async Task What_only_one_of_two_changed_is_chosen_already(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1", 2_600);
        var contract = await DraftAsync(world, [.. Lines.Select(line => line with { ProductId = product.Id })]);
        var visitor = world.Visit(WorldPeople.Administrator);
        var form = await visitor.GetAsync($"/contracts/{contract.Id}/edit");
        await visitor.SendAsync(form, "main form", ("Lines[0].Quantity", "9"), ("Lines[1].Discount", "3"));

        var told = await visitor.SendAsync(form, "main form", ("Note", "Mine"), ("Lines[2].ProductCode", ""));
        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Equal(("9", "Mine"), (told.Find("[name='Lines[0].Quantity'][checked]").GetAttribute("value"), told.Find("[name=Note][checked]").GetAttribute("value")));
        await visitor.SendAsync(told, "main form");

        var saved = await world.ReadAsync(contract);
        Assert.Equal(("Mine", 2), (saved.Note, saved.Lines.Count));
        Assert.Equal((9, 300), (saved.Lines.OrderBy(line => line.Id).First().Quantity, saved.Lines.OrderBy(line => line.Id).Last().Discount.BasisPoints));
    }

    [Theory, EveryDatabase]
    public async Task A_row_that_only_who_saved_first_has_is_kept_unless_it_is_chosen_away(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1", 2_600);
        var contract = await DraftAsync(world, [.. Lines.Select(line => line with { ProductId = product.Id })]);
        var visitor = world.Visit(WorldPeople.Administrator);
        var form = await visitor.GetAsync($"/contracts/{contract.Id}/edit");
        await visitor.SendAsync(form, "main form", ("Lines[3].ProductCode", "S-1"), ("Lines[3].Quantity", "5"), ("Lines[3].UnitPrice", "100"));

        var told = await visitor.SendAsync(form, "main form", ("Note", "Mine"));
        Assert.Equal("5", told.Find("[name='Lines[3].Quantity'][checked]").GetAttribute("value"));
        await visitor.SendAsync(told, "main form");

        var saved = await world.ReadAsync(contract);
        Assert.Equal(("Mine", 5), (saved.Note, saved.Lines.OrderBy(line => line.Id).Last().Quantity));
    }

    [Theory]
    [EveryDatabase("en", "The same in both versions")]
    [EveryDatabase("zh-CN", "两个版本一致的内容")]
    public async Task Who_saves_a_draft_second_loses_nothing_of_a_row_that_could_not_be_read_and_sees_all_that_he_typed(DatabaseKind kind, string language, string agreed)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1", 2_600);
        var contract = await DraftAsync(world, [.. Lines.Select(line => line with { ProductId = product.Id })]);
        var visitor = world.Visit(WorldPeople.Administrator, language);
        var form = await visitor.GetAsync($"/contracts/{contract.Id}/edit");
        await visitor.SendAsync(form, "main form", ("Note", "Theirs"));

        var told = await visitor.SendAsync(form, "main form", ("Note", "Mine"), ("Lines[3].Quantity", "a dozen"), ("Deliveries[3].DueOn", "next spring"));
        var again = await visitor.SendAsync(told, "main form");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity), (told.Status, again.Status));
        Assert.Equal(["Mine", "a dozen", "next spring"], told.Document.QuerySelectorAll("input[type=radio][checked]").Select(choice => choice.GetAttribute("value")).OrderBy(value => value, StringComparer.Ordinal));
        var same = told.Find("details.conflict-agreed");
        Assert.Contains(agreed, same.TextContent, StringComparison.Ordinal);
        Assert.Contains(contract.Name, same.TextContent, StringComparison.Ordinal);
        Assert.Equal(Lines.Length, same.QuerySelectorAll("dd").Count(value => value.TextContent == "S-1"));
        Assert.Contains("a dozen", again.Document.QuerySelectorAll("input").Select(input => input.GetAttribute("value")));
    }

    [Theory, EveryDatabase]
    public async Task What_is_typed_of_a_row_in_part_is_asked_for_and_not_dropped(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var product = await world.ProductAsync("S-1", 2_600);
        var contract = await DraftAsync(world, [.. Lines.Select(line => line with { ProductId = product.Id })]);
        var visitor = world.Visit(WorldPeople.Administrator);

        var told = await visitor.SendAsync(
            await visitor.GetAsync($"/contracts/{contract.Id}/edit"), "main form", ("Lines[3].LineText", "typed without product"), ("Lines[3].Quantity", "3"), ("Payments[0].Name", ""));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, told.Status);
        Assert.Contains("Fill in “Product", told.Find("#Lines_3__ProductCode-error").TextContent, StringComparison.Ordinal);
        Assert.Contains("Fill in “", told.Find("#Payments_0__Name-error").TextContent, StringComparison.Ordinal);
        Assert.Equal("typed without product", told.Find("[name='Lines[3].LineText']").GetAttribute("value"));
    }

    private static LineTerms Line(int quantity, decimal price, int cost) =>
        new(1, quantity, Money.FromMajor(price), Percent.Zero, new Percent(1300), Money.FromMajor(cost));

    private static Contract Signed(LineTerms[] lines)
    {
        var contract = new Contract(Facts(1, lines), new ContractOwner(1, null, null), Now);
        contract.Sign("C-1", Now.Today, Now);
        return contract;
    }

    private static ContractFacts Facts(long customer, IReadOnlyList<LineTerms> lines) =>
        new("Project", customer) { Lines = lines, Milestones = ContractWorld.Terms(Now.Today) };

    private static async Task<Contract> DraftAsync(World world, IReadOnlyList<LineTerms> lines)
    {
        var customer = await world.CustomerAsync("Buyer");
        await using var db = world.Open();
        var contract = new Contract(Facts(customer.Id, lines), new ContractOwner(customer.OwnerId, customer.TeamId, customer.RegionId), world.By(null));
        db.Contracts.Add(contract);
        await db.SaveChangesAsync();
        return contract;
    }
}
