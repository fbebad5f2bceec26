using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Reports.Home;

/// <summary>What a home page can ask for in figures.</summary>
public enum HomePart
{
    /// <summary>Signed in this fiscal year and the one before, by day and region.</summary>
    SignedByDay,

    /// <summary>Signed in this fiscal year, the products that brought most.</summary>
    SignedByProduct,

    /// <summary>Signed in the present fiscal period, by owner.</summary>
    SignedByOwner,

    /// <summary>Signed in the present fiscal period by the viewer himself.</summary>
    SignedByMe,

    TargetOfCompany,

    TargetOfRegion,

    TargetOfTeam,

    TargetOfPerson,

    /// <summary>Open opportunities expected in the present fiscal period, by stage.</summary>
    OpenByStage,

    HorizonCurrent,

    HorizonNext,

    HorizonCultivation,

    /// <summary>Longer in their stage than its norm days.</summary>
    Stuck,

    /// <summary>Past their expected date.</summary>
    Late,

    /// <summary>Contracts with a payment that is overdue.</summary>
    OverdueContracts,

    /// <summary>Contracts in progress without a project manager.</summary>
    UnmanagedContracts,

    /// <summary>Customers beyond their visit cycle.</summary>
    Neglected,

    /// <summary>Key contacts beyond their cycle.</summary>
    SilentContacts,

    /// <summary>Planned for this week, by person.</summary>
    Load,

    /// <summary>Payments that are overdue.</summary>
    Overdue,

    /// <summary>Received since the month began.</summary>
    Received,

    /// <summary>Invoiced since the month began.</summary>
    Invoiced,

    /// <summary>Written to the audit log in the last 24 hours.</summary>
    Audited,

    /// <summary>Imports that wait for somebody, or broke off.</summary>
    ImportsOpen,

    WeekCaptured,

    WeekAssigned,

    WeekStarted,

    WeekPromoted,

    WeekConverted,

    WeekReclaimed,
}

/// <summary>One figure of a home page; of properties, because only such rows can be put together in one statement.</summary>
public sealed record HomeFigure
{
    public int Part { get; init; }

    /// <summary>The region, product, person or stage; 0 for none.</summary>
    public long Key { get; init; }

    public DateOnly? On { get; init; }

    public long Count { get; init; }

    /// <summary>In minor units, or minutes.</summary>
    public long Amount { get; init; }

    public Money Money => new(Amount);
}

/// <summary>The figures of one page, all of the same moment.</summary>
public sealed class HomeFigures(IEnumerable<HomeFigure> rows)
{
    /// <summary>Beyond this nothing is counted where only the first matter.</summary>
    public const int Most = 50;

    private readonly ILookup<HomePart, HomeFigure> _parts = rows.ToLookup(row => (HomePart)row.Part);

    public IEnumerable<HomeFigure> this[HomePart part] => _parts[part];

    public long Count(HomePart part) => _parts[part].Sum(row => row.Count);

    public Money Sum(HomePart part) => new(_parts[part].Sum(row => row.Amount));
}
