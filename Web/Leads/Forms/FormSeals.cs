using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using SiCrm.Domain.Shared;

namespace SiCrm.Web.Leads.Forms;

/// <summary>When a form was shown, and the key that lets it be taken once.</summary>
public sealed record FormSeal(DateTime ShownAt, string Key)
{
    /// <summary>Nobody types faster; programs do.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);

    /// <summary>Shorter than the keys of sent forms are kept.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public bool IsTooFast(DateTime now) => now - ShownAt < Shortest;

    public bool IsTooOld(DateTime now) => now - ShownAt > Longest;
}

/// <summary>Makes and reads the seal that each shown form carries. It stands in the form itself, for a page in a frame has no cookies.</summary>
public sealed class FormSeals(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("SiCrm.LeadForm");

    public string Make(long formId, DateTime now) => _protector.Protect(string.Create(
        CultureInfo.InvariantCulture, $"{formId}:{now.Ticks}:{RandomNumberGenerator.GetHexString(32, lowercase: true)}"));

    /// <summary>Null for what we did not make for this form.</summary>
    public FormSeal? Read(string? seal, long formId)
    {
        try
        {
            return seal is not null && _protector.Unprotect(seal).Split(':') is [var form, var ticks, var key]
                && long.Parse(form, CultureInfo.InvariantCulture) == formId
                ? new FormSeal(Stamp.WholeMilliseconds(new DateTime(long.Parse(ticks, CultureInfo.InvariantCulture), DateTimeKind.Utc)), key)
                : null;
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
