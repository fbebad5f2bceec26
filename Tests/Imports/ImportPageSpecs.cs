using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Imports;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Imports;

public sealed class ImportPageSpecs
{
    private const string File = "Lead No,Captured At,Company,Phone,Region\nF-1,2011-10-01T08:00:00Z,Green,010-61220871,East\n"
        + "F-2,yesterday-ish,Blue,,\n=F-3,2011-10-01T08:00:00Z,,,\n";

    [Theory, EveryDatabase]
    public async Task A_file_goes_from_upload_through_a_dry_run_into_the_leads_and_back(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Coordinator);

        var mapping = await visitor.FollowAsync(await UploadAsync(visitor, File));
        Assert.Equal("CapturedAt", mapping.Find("#column-1 option[selected]").GetAttribute("value"));
        var check = await EndOfAsync(visitor, await visitor.SendAsync(mapping, "main form"), ImportState.Checked, world);
        Assert.Equal(("3", "1", "2"), (Count(check, "Read"), Count(check, "Added"), Count(check, "Rejected")));
        Assert.Empty(await LeadsAsync(world));

        var done = await EndOfAsync(visitor, await visitor.SendAsync(check, "#run"), ImportState.Done, world);
        Assert.Equal(("1", "2"), (Count(done, "Added"), Count(done, "Rejected")));
        Assert.Equal(["F-1"], await LeadsAsync(world));

        var undone = await EndOfAsync(visitor, await visitor.SendAsync(done, "#undo"), ImportState.Undone, world);
        Assert.Equal("1", Count(undone, "TakenBack"));
        Assert.Empty(await LeadsAsync(world));
    }

    [Theory, EveryDatabase]
    public async Task Customers_go_the_same_way_and_what_was_read_otherwise_shows_in_the_dry_run(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("Green", null, facts => facts with { Industry = "Media" });
        var visitor = world.Visit(WorldPeople.Administrator);
        const string Accounts = "account,sector,revenue\nGreen,technolgy,12\nBlue,software,\n";

        var mapping = await visitor.FollowAsync(await UploadAsync(visitor, Accounts, ImportKind.Customers));
        Assert.Equal("Revenue", mapping.Find("#column-2 option[selected]").GetAttribute("value"));
        var check = await EndOfAsync(visitor, await visitor.SendAsync(mapping, "main form", ("Mode", "CreateAndUpdate")), ImportState.Checked, world);
        Assert.Equal(("1", "1", "0"), (Count(check, "Added"), Count(check, "Updated"), Count(check, "Rejected")));
        Assert.Contains("“technolgy”", check.Text, StringComparison.Ordinal);

        var done = await EndOfAsync(visitor, await visitor.SendAsync(check, "#run"), ImportState.Done, world);
        await using var db = world.Open();
        Assert.Equal(["technology", "software"], await db.Customers.OrderBy(c => c.Id).Select(c => c.Industry).ToListAsync());
        await EndOfAsync(visitor, await visitor.SendAsync(done, "#undo"), ImportState.Undone, world);
        Assert.Equal(["Media"], await db.Customers.Select(c => c.Industry).ToListAsync());
    }

    [Theory, EveryDatabase]
    public async Task Rejected_rows_are_downloaded_with_reasons_in_the_reader_s_language_and_no_formula(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var visitor = world.Visit(WorldPeople.Coordinator, "zh-CN");
        var mapping = await visitor.FollowAsync(await UploadAsync(visitor, File));
        var check = await EndOfAsync(visitor, await visitor.SendAsync(mapping, "main form"), ImportState.Checked, world);

        var csv = (await visitor.GetAsync($"{check.Address}/rejected-rows?format=Csv")).Text;

        Assert.Contains("yesterday-ish", csv, StringComparison.Ordinal);
        Assert.Contains("不是明确的日期", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("\n=F-3", csv, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Somebody_else_s_import_does_not_exist(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var mapping = await world.Visit(WorldPeople.Coordinator).FollowAsync(await UploadAsync(world.Visit(WorldPeople.Coordinator), File));
        var address = mapping.Address.Replace("/mapping", "", StringComparison.Ordinal);

        var stranger = world.Visit(WorldPeople.Manager);
        foreach (var path in new[] { "", "/mapping", "/rejected-rows?format=Csv" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(address + path)).Status);
        }

        Assert.DoesNotContain("test.csv", (await stranger.GetAsync("/imports")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await world.Visit(WorldPeople.Administrator).GetAsync(address)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Visit(WorldPeople.Rep).GetAsync("/imports")).Status);
    }

    [Theory]
    [InlineData("%PDF-1.7", "neither a CSV")]
    [InlineData("", "empty")]
    [InlineData("Company\n", "no rows")]
    public async Task A_wrong_file_is_refused_on_the_same_page(string text, string reason)
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);

        var page = await UploadAsync(world.Visit(WorldPeople.Coordinator), text);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(reason, page.Find(".field-wrong").TextContent, StringComparison.Ordinal);
        await using var db = world.Open();
        Assert.Empty(await db.Imports.ToListAsync());
    }

    [Fact]
    public async Task A_missing_column_is_refused_with_what_was_chosen_kept()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit(WorldPeople.Coordinator);
        var mapping = await visitor.FollowAsync(await UploadAsync(visitor, File));

        var page = await visitor.SendAsync(mapping, "main form", ("Fields[2]", ""), ("Fields[3]", "Need"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Company", page.Find(".form-errors").TextContent, StringComparison.Ordinal);
        Assert.Equal("Need", page.Find("#column-3 option[selected]").GetAttribute("value"));
    }

    [Fact]
    public async Task What_says_it_is_too_large_is_refused_unread()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        await using var bytes = new Zeros(300_000_000);
        using var content = new StreamContent(bytes);
        content.Headers.ContentLength = 300_000_000;
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");

        var page = await Page.ReadAsync(await world.Visit(WorldPeople.Coordinator).Http.PostAsync(new Uri("/imports", UriKind.Relative), content));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
        Assert.Contains("20 MB", page.Text, StringComparison.Ordinal);
        Assert.True(bytes.Position < 20_000_000, $"{bytes.Position} bytes were taken");
    }

    [Fact]
    public async Task What_the_columns_mean_is_said_once()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var visitor = world.Visit(WorldPeople.Coordinator);
        var mapping = await visitor.FollowAsync(await UploadAsync(visitor, File));
        await visitor.SendAsync(mapping, "main form", ("Fields[3]", "Need"));

        var again = await visitor.FollowAsync(await UploadAsync(visitor, File));

        Assert.Equal("Need", again.Find("#column-3 option[selected]").GetAttribute("value"));
    }

    internal static async Task<Page> UploadAsync(Visitor visitor, string text, ImportKind kind = ImportKind.Leads)
    {
        var form = await visitor.GetAsync("/imports/new");
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in Visitor.FieldsOf((AngleSharp.Html.Dom.IHtmlFormElement)form.Find("main form")).Where(field => field.Name != "Kind").Append(("Kind", kind.ToString())))
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "File", "../test.csv");
        return await Page.ReadAsync(await visitor.Http.PostAsync(new Uri("/imports", UriKind.Relative), content));
    }

    /// <summary>Waits for the worker, as a person would who refreshes the page.</summary>
    private static async Task<Page> EndOfAsync(Visitor visitor, Page begun, ImportState state, World world)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            await using (var db = world.Open())
            {
                if ((await db.Imports.AsNoTracking().SingleAsync()).State == state)
                {
                    return await visitor.FollowAsync(begun);
                }
            }

            await Task.Delay(100);
        }

        throw new TimeoutException((await visitor.FollowAsync(begun)).Document.Body?.TextContent);
    }

    private static string Count(Page page, string word) => page.Find($"[data-count={word}]").TextContent;

    private static async Task<List<string>> LeadsAsync(World world)
    {
        await using var db = world.Open();
        return await db.Leads.Select(lead => lead.Number).ToListAsync();
    }

    /// <summary>A large file without its bytes.</summary>
    private sealed class Zeros(long length) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            Array.Clear(buffer, offset, read);
            Position += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
