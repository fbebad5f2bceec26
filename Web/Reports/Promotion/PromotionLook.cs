using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Access;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Promotion;

public enum PromotionPart
{
    Flow,
    Matrix,
    Stalled,
}

/// <summary>What the address of the weekly promotion says; whoever gets the address sees the same, as far as he may.</summary>
public sealed record PromotionLook
{
    /// <summary>As <c>2026-W47</c>; without one the last week that is over.</summary>
    [MaxLength(10)]
    public string? Week { get; init; }

    public LedgerGrouping? By { get; init; }

    public PromotionPart Part { get; init; }

    /// <summary>Every row, however many: to print, or to look one up.</summary>
    public bool All { get; init; }

    // Filters: the key of one group each.

    [MaxLength(20)]
    public string? Owner { get; init; }

    [MaxLength(20)]
    public string? Team { get; init; }

    [MaxLength(20)]
    public string? Region { get; init; }

    [MaxLength(20)]
    public string? Channel { get; init; }

    [MaxLength(60)]
    public string? Industry { get; init; }

    public LedgerGrouping Grouping => By is { } by && Enum.IsDefined(by) ? by : LedgerGrouping.Owner;

    public IReadOnlyList<LeadSlice> Filter =>
    [
        .. Slice(LedgerGrouping.Owner, Owner), .. Slice(LedgerGrouping.Team, Team), .. Slice(LedgerGrouping.Region, Region),
        .. Slice(LedgerGrouping.Channel, Channel), .. Slice(LedgerGrouping.Industry, Industry),
    ];

    public bool IsWeekUnread => Week is not null && !IsoWeek.TryParse(Week, out _);

    /// <summary>Without what nobody is called by and what can't be read; the page says which. An industry is called whatever leads call it.</summary>
    public PromotionLook Known(ModelStateDictionary state, OrganisationFacts names, Words words)
    {
        ArgumentNullException.ThrowIfNull(names);
        state.LeaveOut("week", IsWeekUnread);
        return this with
        {
            Owner = state.KnownKey("owner", Owner, names.Person, words, LedgerKey.Desk),
            Team = state.KnownKey("team", Team, names.Team, words, LedgerKey.Desk, LedgerKey.None),
            Region = state.KnownKey("region", Region, names.Region, words, LedgerKey.None),
            Channel = state.KnownCode("channel", Channel, code => Enum.GetNames<LeadChannel>().Contains(code, StringComparer.Ordinal)),
        };
    }

    public PromotionQuestion Ask(Viewer viewer, DateOnly today) =>
        new(viewer, IsoWeek.TryParse(Week, out var week) ? week : IsoWeek.Of(today).Previous, Grouping) { Filter = Filter };

    private static IEnumerable<LeadSlice> Slice(LedgerGrouping grouping, string? key) =>
        string.IsNullOrEmpty(key) ? [] : [new LeadSlice(grouping, key)];
}
