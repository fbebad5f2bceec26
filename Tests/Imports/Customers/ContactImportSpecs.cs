using Microsoft.EntityFrameworkCore;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Imports;
using SiCrm.Tests.Customers.Merging;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Imports.Customers;

public sealed class ContactImportSpecs
{
    [Theory, EveryDatabase]
    public async Task Contacts_come_in_below_their_customers(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var green = await world.KeepAsync("绿色传媒有限公司");

        var import = await world.ImportAsync(ImportKind.Contacts,
            "客户,联系人,职务,手机,邮箱,生日,关键联系人,创建时间,创建人\n绿色传媒有限公司,李雷,信息中心主任,139 1234 5678,li@green.example,1980-05-04,是,2020-01-02,West Rep 9\n");
        var again = await world.ImportAsync(ImportKind.Contacts, "客户,联系人,手机\n绿色传媒有限公司,李雷,13912345678\n");

        Assert.Equal((1, 0, 1), (import.Counts.Added, import.Counts.Rejected, again.Counts.Known));
        await using var db = world.Open();
        var contact = await db.Contacts.SingleAsync();
        Assert.Equal((green.Id, "李雷", "13912345678", true, green.OwnerId, import.Id),
            (contact.CustomerId, contact.Name, contact.PhoneKey, contact.IsKey, contact.OwnerId, contact.ImportId ?? 0));
        Assert.Equal((new DateOnly(1980, 5, 4), new DateTime(2020, 1, 1, 16, 0, 0, DateTimeKind.Utc), (await world.PersonAsync("West Rep 9")).Id),
            (contact.Birthday, contact.CreatedAt, contact.CreatedById ?? 0));
        Assert.Single(await db.ContactsMatching("李雷").ToListAsync());
    }

    [Theory]
    [EveryDatabase(ImportMode.Create, 1, 0, 1, 1)]
    [EveryDatabase(ImportMode.CreateAndUpdate, 1, 1, 0, 1)]
    [EveryDatabase(ImportMode.Update, 0, 1, 0, 2)]
    public async Task A_mode_says_what_becomes_of_rows(DatabaseKind kind, ImportMode mode, int added, int updated, int known, int rejected)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("Green", contacts: new ContactFacts { Name = "Li Lei", Phone = "13912345678", Position = "CIO" });

        var import = await world.ImportAsync(ImportKind.Contacts,
            "Customer,Name,Mobile,Title\nGreen,Li Lei,13912345678,CTO\nGreen,Han Meimei,,\nNobody Ltd,Jim,,\n", mode: mode);

        Assert.Equal((added, updated, known, rejected), (import.Counts.Added, import.Counts.Updated, import.Counts.Known, import.Counts.Rejected));
        await using var db = world.Open();
        Assert.Equal(updated == 1 ? "CTO" : "CIO", await db.Contacts.Where(contact => contact.Name == "Li Lei").Select(contact => contact.Position).SingleAsync());
    }

    [Theory, EveryDatabase]
    public async Task A_number_of_another_customer_s_contact_is_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.KeepAsync("Green", contacts: new ContactFacts { Name = "Li Lei", Phone = "13912345678" });
        await world.KeepAsync("Blue");
        var notes = new List<ImportNote>();

        var import = await world.ImportAsync(ImportKind.Contacts, "Customer,Name,Mobile\nBlue,Li Lei,+86 139 1234 5678\nBlue,Jim,13911111111\nBlue,Jim again,13911111111\nBlue,Jim,13911111111\n", notes: notes);

        Assert.Equal((3, 2, 1), (import.Counts.Added, import.Counts.Duplicates, import.Counts.Rejected));
        Assert.Equal(["ImportPhoneElsewhere", "ImportLooksLikeRow", "ImportRowTwice"], notes.OrderBy(note => note.Row).Select(note => note.ReasonOf()));
    }
}
