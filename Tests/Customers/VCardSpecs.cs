using System.Diagnostics;
using System.Text;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers.Contacts;
using SiCrm.Tests.Leads;

namespace SiCrm.Tests.Customers;

public sealed class VCardSpecs
{
    [Theory]
    [InlineData(VCardVersion.V3)]
    [InlineData(VCardVersion.V4)]
    public void What_is_written_reads_the_same(VCardVersion version)
    {
        var chance = new Random(20261126);
        for (var i = 0; i < 300; i++)
        {
            var facts = Any(chance);

            var card = Assert.Single(Read(VCardWriter.Write(CardPlan.CardOf(facts, "浦东数据; 科技, 有限公司"), version)));

            Assert.Equal(facts, CardPlan.FactsOf(card));
            Assert.Equal("浦东数据; 科技, 有限公司", card.Organisation);
        }
    }

    [Fact]
    public void No_line_is_longer_than_75_bytes_and_no_character_is_cut()
    {
        var text = VCardWriter.Write(new VCard { Name = string.Concat(Enumerable.Repeat("欧阳𠮷", 20)) }, VCardVersion.V3);

        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void An_old_phone_s_card_in_gb2312_with_soft_line_breaks_is_read()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var card = Assert.Single(Read($"""
            BEGIN:VCARD
            VERSION:2.1
            N;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:{Quoted("王", "gb2312")};{Quoted("小明", "gb2312")};;;
            TEL;CELL;VOICE:13812345678
            TEL;WORK;FAX:021-111111
            TEL;WORK:021-22223333
            ORG;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:{Quoted("上海", "utf-8")}=
            {Quoted("银行", "utf-8")};{Quoted("信息中心", "utf-8")}
            PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJ
             CQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL
            BDAY:1985-04-12
            END:VCARD
            """));

        Assert.Equal(("王小明", "上海银行", "信息中心"), (card.Name, card.Organisation, card.Department));
        Assert.Equal(("13812345678", "021-22223333", null), (card.Mobile, card.WorkPhone, card.Birthday));
    }

    [Fact]
    public void Folded_lines_groups_and_types_of_newer_cards_are_read()
    {
        var card = Assert.Single(Read("BEGIN:VCARD\nVERSION:4.0\nN:O'Neil;Ann;;;\nFN:Ann\n  O'Neil\nitem1.TEL;TYPE=\"work,voice\";VALUE=uri:tel:+49-30-1\n"
            + "TEL;TYPE=cell:+49 171 1\nEMAIL;PREF=1:ann@example.com\nBDAY:19850412T000000Z\nNOTE:a\\nb\\, c\nTITLE:Head\\; IT\nEND:VCARD\n"));

        Assert.Equal(("Ann O'Neil", "+49-30-1", "+49 171 1", "ann@example.com"), (card.Name, card.WorkPhone, card.Mobile, card.Email));
        Assert.Equal((new DateOnly(1985, 4, 12), "a\nb, c", "Head; IT"), (card.Birthday, card.Note, card.Title));
    }

    [Fact]
    public void Bytes_that_are_chinese_without_saying_so_are_read()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var card = Assert.Single(VCardReader.Read(Encoding.GetEncoding("gb18030").GetBytes("BEGIN:VCARD\r\nFN:李雷\r\nEND:VCARD\r\n"), 10));

        Assert.Equal("李雷", card.Name);
    }

    [Fact]
    public void A_broken_card_does_not_spoil_the_next()
    {
        var cards = Read("BEGIN:VCARD\nFN:One\nBEGIN:VCARD\nFN:Two\nEND:VCARD\nBEGIN:VCARD\nTEL:1\nEND:VCARD\n"
            + "BEGIN:VCARD\nFN;CHARSET=KLINGON:x\nEND:VCARD\nBEGIN:VCARD\nFN:\u0007Last\u202E\u0000\nEND:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:Cut");

        Assert.Equal(
            [(VCardTrouble.NoEnd, "One"), (null, "Two"), (VCardTrouble.NoName, null), (VCardTrouble.Encoding, null), (null, "Last"), (VCardTrouble.NoEnd, "Cut")],
            cards.Select(card => (card.Trouble, card.Name)));
    }

    [Fact]
    public void Hostile_files_end_soon_and_take_little()
    {
        string[] files =
        [
            string.Concat(Enumerable.Repeat("BEGIN:VCARD\nFN:A\nEND:VCARD\n", 50_000)),
            "BEGIN:VCARD\nFN:A\nNOTE:x" + string.Concat(Enumerable.Repeat("\n y", 400_000)) + "\nEND:VCARD\n",
            "BEGIN:VCARD\nFN:A\nNOTE;ENCODING=QUOTED-PRINTABLE:" + string.Concat(Enumerable.Repeat("=41=\n", 400_000)) + "\nEND:VCARD\n",
            "BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:" + new string('A', 10_000_000) + "\nEND:VCARD\n",
            "BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=b:" + string.Concat(Enumerable.Repeat(new string('A', 74) + "\n ", 140_000)) + "\nEND:VCARD\n",
            new string(':', 1_000_000), new string(';', 1_000_000) + ":", string.Concat(Enumerable.Repeat("BEGIN:VCARD\n", 100_000)),
        ];
        foreach (var file in files)
        {
            var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());

            var cards = Read(file);

            Assert.InRange(cards.Count, 0, CardPlan.Most + 1);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{file[..20]}: {watch.Elapsed}");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
        }

        Assert.Equal("A", Read(files[3])[0].Name);
        Assert.Equal("A", Read(files[1])[0].Name);
    }

    [Fact]
    public void No_bytes_make_the_reader_fail()
    {
        var chance = new Random(7);
        string[] words = ["BEGIN:VCARD", "END:VCARD", "\n", "\r\n ", "FN:", "N:", ";CHARSET=GB2312", ";ENCODING=QUOTED-PRINTABLE:", "=E4=B", "=\n", "\\", ";", ":", "\"", "\0", "王"];
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 30).Select(_ => words[chance.Next(words.Length)]));
            var bytes = Encoding.UTF8.GetBytes(text);
            bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);

            Assert.All(VCardReader.Read(bytes, 100).ToList(), card => Assert.True(card.Trouble is not null || card.Name is not null));
        }
    }

    [Theory]
    [InlineData("", "CardFileEmpty")]
    [InlineData("name,phone\nA,1\n", "CardFileEmpty")]
    public void A_file_that_is_none_is_refused(string file, string code) =>
        Assert.Equal(code, Given.RefusalOf(() => CardPlan.Upload("a.vcf", Encoding.UTF8.GetBytes(file), null, Given.By(Given.Rep))));

    [Fact]
    public void A_file_of_fifty_thousand_is_refused() => Assert.Equal("CardFileTooMany", Given.RefusalOf(() =>
        CardPlan.Upload("a.vcf", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("BEGIN:VCARD\nFN:A\nEND:VCARD\n", 50_000))), null, Given.By(Given.Rep))));

    private static List<VCard> Read(string file) => [.. VCardReader.Read(Encoding.UTF8.GetBytes(file), CardPlan.Most)];

    private static string Quoted(string text, string encoding) => string.Concat(Encoding.GetEncoding(encoding).GetBytes(text).Select(b => $"={b:X2}"));

    private static ContactFacts Any(Random chance)
    {
        return new ContactFacts
        {
            Name = Text(40) ?? "李雷", Position = Text(60), Department = Text(60), Phone = Text(30), OfficePhone = Text(30), Email = Text(60), Messenger = Text(40),
            Birthday = chance.Next(2) == 0 ? null : new DateOnly(1950, 1, 1).AddDays(chance.Next(20_000)), Preferences = PlainText.Lines(Text(300)?.Replace('x', '\n')),
        };

        string? Text(int most)
        {
            const string letters = "abcxyz 王小明,;:\\\"=é𠮷ä-";
            var runes = letters.EnumerateRunes().ToList();
            return PlainText.Line(string.Concat(Enumerable.Range(0, chance.Next(most / 2)).Select(_ => runes[chance.Next(runes.Count)])));
        }
    }
}
