using SiCrm.Domain.Imports;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Imports.Values;
using SiCrm.Infrastructure.Shared;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>One row of a file of leads, read and not yet placed.</summary>
/// <param name="Facts">Without the region, whose name may be new; null when the row is refused.</param>
internal sealed record LeadDraft(
    TableRow Row, string? Number, DateTime? CapturedAt, string? Region, LeadFacts? Facts, IReadOnlyList<Refusal> Refusals)
{
    public string CompanyKey { get; } = NameKey.OfCompany(Facts?.Company);

    public string PhoneKey { get; } = NameKey.OfPhone(Facts?.Phone);

    public string MailDomain { get; } = NameKey.OfMailDomain(Facts?.Email);

    /// <summary>The strongest first.</summary>
    public static IReadOnlyList<DuplicateBy> Likenesses { get; } = [DuplicateBy.Phone, DuplicateBy.Company, DuplicateBy.MailDomain];

    /// <summary>What the row is known by when it comes again: its number, or for want of one all that it says.</summary>
    public string Identity => Number ?? (Facts is null ? "" : ContentOf(Facts, CapturedAt));

    public string Key(DuplicateBy by) => by switch
    {
        DuplicateBy.Company => CompanyKey,
        DuplicateBy.Phone => PhoneKey,
        _ => MailDomain,
    };

    public static string ContentOf(LeadFacts facts, DateTime? capturedAt) => string.Join(
        '\u001F', capturedAt?.Ticks, facts.Company, facts.ContactName, facts.Phone, facts.Email, facts.Need, facts.Products, facts.Amount);

    private const int RegionLength = 60;

    public static LeadDraft Of(TableRow row, ColumnMap map, CompanyFacts company, DateTime now)
    {
        var values = new RowValues(row, map, company);
        var number = values.Text(ImportField.Number, LeadLengths.Number);
        var capturedAt = values.Instant(ImportField.CapturedAt);
        if (capturedAt > now)
        {
            values.Refuse("ImportInstantInFuture", ImportField.CapturedAt, capturedAt);
        }

        var region = values.Text(ImportField.Region, RegionLength);
        var facts = Read(values);
        return new LeadDraft(row, number, capturedAt, region, values.IsSound ? facts : null, values.Refusals);
    }

    private static LeadFacts Read(RowValues values) => new()
    {
        Company = values.Text(ImportField.Company, LeadLengths.Company, isRequired: true) ?? "",
        Channel = values.Word<LeadChannel>(ImportField.Channel, Vocabulary.TryChannel) ?? LeadChannel.Other,
        Campaign = values.Text(ImportField.Campaign, LeadLengths.Campaign),
        ContactName = values.Text(ImportField.ContactName, LeadLengths.ContactName),
        Phone = values.Text(ImportField.Phone, LeadLengths.Phone),
        Email = values.Mail(ImportField.Email, LeadLengths.Email),
        Industry = values.Text(ImportField.Industry, LeadLengths.Industry),
        Products = values.Lines(ImportField.Products, LeadLengths.Products),
        Need = values.Lines(ImportField.Need, LeadLengths.Need),
        Amount = values.Amount(ImportField.Amount),
        ExpectedOn = values.Day(ImportField.ExpectedOn),
        Score = values.Number(ImportField.Score, 0, 100),
    };
}
