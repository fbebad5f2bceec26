using SiCrm.Domain.Customers;
using SiCrm.Domain.Imports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Customers;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>One row of a file of customers, read and not yet placed.</summary>
/// <param name="Facts">What the row says, without the region, whose name may be new; null when the row is refused.</param>
/// <param name="Lines">What has no field of its own, as lines of the note.</param>
/// <param name="Mappings">What was read as something else than it says.</param>
internal sealed record CustomerDraft(
    TableRow Row, CustomerFacts? Facts, string? Region, string? Location, string? Owner, string? Author, DateTime? CreatedAt,
    IReadOnlyList<string> Lines, IReadOnlyList<Refusal> Mappings, IReadOnlyList<Refusal> Refusals)
{
    public string NameKey { get; } = Domain.Shared.NameKey.OfCompany(Facts?.Name);

    /// <summary>The whole name, legal form and all, in one width and case.</summary>
    public string ExactName { get; } = ColumnName.Key(Facts?.Name ?? "");

    public string? Code { get; } = Facts?.CreditCode;

    public string PhoneKey { get; } = Domain.Shared.NameKey.OfPhone(Facts?.Phone);

    public string WebDomain { get; } = Domain.Shared.NameKey.OfWebDomain(Facts?.Website);

    public string Sound { get; } = Pinyin.KeyOf(Domain.Shared.NameKey.OfCompany(Facts?.Name));

    /// <summary>The strongest first.</summary>
    public static IReadOnlyList<DuplicateBy> Likenesses { get; } = [DuplicateBy.Company, DuplicateBy.Phone, DuplicateBy.WebDomain, DuplicateBy.Sound];

    /// <summary>Two rows of one file with the same are one row twice.</summary>
    public string Identity => Code is null ? ExactName : $"{ExactName}|{Code}";

    public string Key(DuplicateBy by) => by switch
    {
        DuplicateBy.Company => NameKey,
        DuplicateBy.Phone => PhoneKey,
        DuplicateBy.WebDomain => WebDomain,
        _ => Sound,
    };

    /// <summary>What a customer that is here says after this row: a cell that is empty takes nothing away.</summary>
    public CustomerFacts Over(CustomerFacts before, long? regionId)
    {
        var said = Facts ?? before;
        return before with
        {
            Name = said.Name,
            ShortName = said.ShortName ?? before.ShortName,
            CreditCode = said.CreditCode ?? before.CreditCode,
            RegionId = regionId ?? before.RegionId,
            Industry = said.Industry ?? before.Industry,
            Category = said.Category.Length > 0 ? said.Category : before.Category,
            Tier = said.Tier ?? before.Tier,
            Source = said.Source ?? before.Source,
            EconomicStrength = said.EconomicStrength ?? before.EconomicStrength,
            ItMaturity = said.ItMaturity ?? before.ItMaturity,
            Phone = said.Phone ?? before.Phone,
            Website = said.Website ?? before.Website,
            Addresses = said.Addresses ?? before.Addresses,
            Note = NoteOver(before.Note),
        };
    }

    public CustomerFacts New(long? regionId) => Over(new CustomerFacts { Name = "", Category = CategoryScheme.General }, regionId);

    /// <summary>Lines of the file take the place of those that begin like them.</summary>
    private string? NoteOver(string? before)
    {
        var own = Lines.Select(line => line[..(line.IndexOf(':', StringComparison.Ordinal) + 1)]).ToList();
        var kept = (Facts?.Note ?? before ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !own.Exists(beginning => line.StartsWith(beginning, StringComparison.Ordinal)));
        var note = string.Join('\n', kept.Concat(Lines));
        return note.Length == 0 ? null : PlainText.Cut(note, CustomerLengths.Note);
    }
}
