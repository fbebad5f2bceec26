namespace SiCrm.Domain.Opportunities;

/// <summary>The company's way of a project: its stages in their order (product text, section 5).</summary>
public sealed class StageScheme
{
    /// <summary>More steps than this nobody keeps apart.</summary>
    public const int Most = 16;

    private readonly Dictionary<int, Stage> _byId;

    public StageScheme(IEnumerable<Stage> stages)
    {
        All = [.. stages.OrderBy(stage => stage.Position).ThenBy(stage => stage.Id)];
        Open = [.. All.Where(stage => stage.IsOpen)];
        _byId = All.ToDictionary(stage => stage.Id);
    }

    /// <summary>What a company begins with.</summary>
    public static StageScheme Default { get; } = new(Seeded());

    public IReadOnlyList<Stage> All { get; }

    /// <summary>Those on the way; the board's columns.</summary>
    public IReadOnlyList<Stage> Open { get; }

    public Stage First => Open[0];

    public Stage Of(int id) => _byId[id];

    public Stage? Find(int id) => _byId.GetValueOrDefault(id);

    public Stage Of(StageKind kind) => _byId[Stage.IdOf(kind)];

    /// <summary>Where it goes next when all goes well; null behind the last.</summary>
    public Stage? After(Stage stage) => Open.FirstOrDefault(next => next.Position > stage.Position);

    /// <summary>The stages as they are put into a new database.</summary>
    public static IEnumerable<Stage> Seeded() =>
    [
        Row(StageKind.Discovery, "Discovery", "需求了解", 10, 21),
        Row(StageKind.Qualified, "Qualified", "已认定", 20, 14),
        Row(StageKind.Initiated, "Initiated", "已立项", 35, 30),
        Row(StageKind.Proposal, "Proposal", "方案", 50, 30),
        Row(StageKind.Bidding, "Bidding", "投标", 65, 30),
        Row(StageKind.Negotiation, "Negotiation", "商务谈判", 80, 21),
        Row(StageKind.Won, "Won", "赢单", 100, null),
        Row(StageKind.Lost, "Lost", "丢单", 0, null),
        Row(StageKind.Abandoned, "Abandoned", "放弃", 0, null),
    ];

    private static Stage Row(StageKind kind, string english, string chinese, int probability, int? days) =>
        new(Stage.IdOf(kind), kind, 10 * Stage.IdOf(kind), new StageTerms(english, chinese, probability, days, []));
}
