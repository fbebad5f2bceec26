using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using SiCrm.Domain.Access;
using SiCrm.Domain.Customers;
using SiCrm.Domain.Reports;
using SiCrm.Domain.Reports.Pipeline;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Pipeline;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports.Pipeline;

public enum PipelinePart
{
    Waterfall,
    Stages,
    Horizons,

    /// <summary>Slipped, pulled in, moved back, untouched.</summary>
    Lists,
}

/// <summary>What the address of the weekly promotion says; whoever gets the address sees the same, as far as he may.</summary>
public sealed record PipelineLook
{
    /// <summary>As <c>2026-W47</c>; without one the last week that is over.</summary>
    [MaxLength(10)]
    public string? Week { get; init; }

    public PipelineGrouping? By { get; init; }

    public PipelinePart Part { get; init; }

    /// <summary>Every row, however many: to print, or to look one up.</summary>
    public bool All { get; init; }

    /// <summary>Beside the same week of last year; where that one is frozen it stands there anyway.</summary>
    public bool LastYear { get; init; }

    // Filters: the key of one group each.

    [MaxLength(20)]
    public string? Owner { get; init; }

    [MaxLength(20)]
    public string? Team { get; init; }

    [MaxLength(20)]
    public string? Region { get; init; }

    [MaxLength(20)]
    public string? Product { get; init; }

    [MaxLength(40)]
    public string? Category { get; init; }

    public PipelineGrouping Grouping => By is { } by && Enum.IsDefined(by) ? by : PipelineGrouping.Owner;

    public IReadOnlyList<PipelineSlice> Filter =>
    [
        .. Slice(PipelineGrouping.Owner, Owner), .. Slice(PipelineGrouping.Team, Team), .. Slice(PipelineGrouping.Region, Region),
        .. Slice(PipelineGrouping.Product, Product), .. Slice(PipelineGrouping.Category, Category),
    ];

    public bool IsWeekUnread => Week is not null && !IsoWeek.TryParse(Week, out _);

    /// <summary>Without what nobody is called by and what can't be read; the page says which.</summary>
    /// <param name="products">Whether there is such a product.</param>
    public PipelineLook Known(ModelStateDictionary state, OrganisationFacts names, CategoryScheme categories, Words words, Func<long?, string?> products)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(categories);
        state.LeaveOut("week", IsWeekUnread);
        return this with
        {
            Owner = state.KnownKey("owner", Owner, names.Person, words, LedgerKey.None),
            Team = state.KnownKey("team", Team, names.Team, words, LedgerKey.None),
            Region = state.KnownKey("region", Region, names.Region, words, LedgerKey.None),
            Product = state.KnownKey("product", Product, products, words, LedgerKey.None),
            Category = state.KnownCode("category", Category, code => code == LedgerKey.None || categories.Has(code)),
        };
    }

    public PipelineQuestion Ask(Viewer viewer, DateOnly today) =>
        new(viewer, IsoWeek.TryParse(Week, out var week) ? week : IsoWeek.Of(today).Previous, Grouping) { Filter = Filter };

    private static IEnumerable<PipelineSlice> Slice(PipelineGrouping grouping, string? key) =>
        string.IsNullOrEmpty(key) ? [] : [new PipelineSlice(grouping, key)];
}
