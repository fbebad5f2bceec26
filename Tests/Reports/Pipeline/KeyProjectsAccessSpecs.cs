using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Access;
using SiCrm.Domain.Opportunities;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Database;
using SiCrm.Tests.Opportunities;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Reports.Pipeline;

/// <summary>The followed projects of somebody from whom amounts are hidden: none on the page, in a file, by the order or by the threshold.</summary>
public sealed class KeyProjectsAccessSpecs
{
    [Theory, EveryDatabase]
    public async Task Amounts_are_neither_shown_nor_exported_nor_found_out_by_the_threshold(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.OpenedAsync("Small strategic", verbs: Strategic(54_321));
        await world.OpenedAsync("Big strategic", verbs: Strategic(7_654_321));
        await world.OpenedAsync("Only large", verbs: (row, stamp) => row.Revalue(Money.FromMajor(8_765_432), null, stamp));
        var reader = world.Visit(WorldPeople.GeneralManager);

        var open = await reader.GetAsync("/reports/key-projects?atLeast=8000000");
        Assert.Contains("7,654,321.00", open.Text, StringComparison.Ordinal);
        Assert.Contains("Only large", open.Text, StringComparison.Ordinal);
        Assert.NotNull(open.Document.QuerySelector("#atleast"));
        Assert.True(open.Text.IndexOf("Big strategic", StringComparison.Ordinal) < open.Text.IndexOf("Small strategic", StringComparison.Ordinal));
        Assert.Contains("7654321", await FileAsync(reader, "csv"), StringComparison.Ordinal);
        Assert.Contains("7654321", await FileAsync(reader, "xlsx"), StringComparison.Ordinal);

        await HideAsync(world, SensitiveField.Amount);
        foreach (var atLeast in (string[])["", "?atLeast=1", "?atLeast=8000000"])
        {
            var page = await reader.GetAsync("/reports/key-projects" + atLeast);
            foreach (var text in (string[])[page.Text, await FileAsync(reader, "csv", atLeast), await FileAsync(reader, "xlsx", atLeast)])
            {
                Assert.DoesNotContain("54321", text.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
                Assert.DoesNotContain("Only large", text, StringComparison.Ordinal);
                Assert.True(text.IndexOf("Small strategic", StringComparison.Ordinal) is >= 0 and var small && small < text.IndexOf("Big strategic", StringComparison.Ordinal));
            }

            Assert.Null(page.Document.QuerySelector("#atleast"));
            Assert.DoesNotContain("Large", page.Find("tbody").TextContent, StringComparison.Ordinal);
            Assert.Contains("hidden", page.Find("tbody").TextContent, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static Action<Opportunity, Stamp> Strategic(decimal amount) => (row, stamp) =>
    {
        row.Edit(row.Facts with { IsStrategic = true }, stamp);
        row.Revalue(Money.FromMajor(amount), "As it is", stamp);
    };

    private static async Task HideAsync(World world, SensitiveField field)
    {
        await using var scope = world.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CrmDbContext>().ReviseAsync(
            0, [new(Role.GeneralManager, AccessRight.Of(field), Scope.None)], world.By(await world.PersonAsync(WorldPeople.Administrator)));
    }

    private static async Task<string> FileAsync(Visitor reader, string format, string query = "")
    {
        var bytes = await reader.Http.GetByteArrayAsync(new Uri($"/reports/key-projects/export.{format}{query}", UriKind.Relative));
        if (format == "csv")
        {
            return Encoding.UTF8.GetString(bytes);
        }

        using var book = new ZipArchive(new MemoryStream(bytes));
        var text = new StringBuilder();
        foreach (var part in book.Entries.Where(part => part.Name.EndsWith(".xml", StringComparison.Ordinal)))
        {
            using var content = new StreamReader(part.Open());
            text.Append(await content.ReadToEndAsync());
        }

        return text.ToString();
    }
}
