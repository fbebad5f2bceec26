using System.Globalization;
using System.Text.RegularExpressions;

namespace SiCrm.Domain.Shared;

/// <summary>
/// Days as people write them: <c>2026-11-21</c>, <c>11/21</c>, <c>11月21日</c>, <c>明天</c>, <c>下周三</c>, <c>next wed</c>,
/// <c>3天后</c>, <c>in 2 weeks</c>, <c>月底</c>. What can be read in two ways (<c>5/11/2026</c>, <c>21/11</c>) is refused.
/// </summary>
public static partial class DayText
{
    private const string Ordinal = @"(?<d>\d{1,2})(日|号)";
    private const string EnglishDay = "(?<d>mon(day)?|tue(s|sday)?|wed(nesday)?|thu(r|rs|rsday)?|fri(day)?|sat(urday)?|sun(day)?)";
    private const string Unit = "((?<days>d|days?|天|日)|(?<weeks>w|weeks?|周|个?星期|个?礼拜)|(?<months>months?|个?月))";

    private static readonly (Regex Shape, Func<GroupCollection, DateOnly, DateOnly?> Read)[] Shapes =
    [
        (Shape(@"(?<y>\d{4})[-/.年](?<m>\d{1,2})[-/.月](?<d>\d{1,2})[日号]?"), (g, _) => Day(Number(g["y"]), Number(g["m"]), Number(g["d"]))),
        (Shape(@"(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})"), (g, _) => Day(Number(g["y"]), Number(g["m"]), Number(g["d"]))),
        (Shape(@"(?<m>\d{1,2})[-/月](?<d>\d{1,2})[日号]?"), (g, today) => NextYearly(Number(g["m"]), Number(g["d"]), today)),
        (Shape(Ordinal), (g, today) => NextMonthly(Number(g["d"]), today)),
        (Shape(@"\+(?<n>\d{1,3})"), (g, today) => today.AddDays(Number(g["n"]))),
        (Shape($@"(\+|in )?(?<n>\d{{1,3}}|[一二两三四五六七八九十]|a|one|two|three|four|six) ?{Unit}( later|后|之后|以后)?"), Later),
        (Shape("(?<w>下下|下|本|这)?个?(周|星期|礼拜)(?<d>[一二三四五六日天])"), Weekday),
        (Shape($"((?<w>next|this|on) )?{EnglishDay}"), Weekday),
        (Shape("下个?(周|星期|礼拜)|next week"), (_, today) => IsoWeek.Of(today).Next.Monday),
        (Shape("(本|这个?)?月底|end of( this)? month|eom"), (_, today) => LastOfMonth(today)),
        (Shape("下个?月底|end of next month"), (_, today) => LastOfMonth(today.AddMonths(1))),
        (Shape("今?年底|end of( this)? year|eoy"), (_, today) => new DateOnly(today.Year, 12, 31)),
    ];

    private static readonly Dictionary<string, int> Near = new()
    {
        ["今天"] = 0, ["今日"] = 0, ["today"] = 0, ["明天"] = 1, ["明日"] = 1, ["tomorrow"] = 1, ["tmr"] = 1,
        ["后天"] = 2, ["day after tomorrow"] = 2, ["大后天"] = 3, ["昨天"] = -1, ["yesterday"] = -1, ["前天"] = -2,
    };

    private static readonly string[] Written = ["d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d.M.yyyy"];

    private static readonly Regex Spaces = new(@"\s+", RegexOptions.NonBacktracking);

    /// <summary>Reads a day; one without a year is the next such day from today on.</summary>
    public static bool TryParse(string? text, DateOnly today, out DateOnly day)
    {
        var plain = text?.Length > 60 ? "" : Spaces.Replace(PlainText.Folded(text).Trim(), " ");
        var found = Near.TryGetValue(plain, out var days) ? today.AddDays(days)
            : DateOnly.TryParseExact(plain, Written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var written) ? Day(written.Year, written.Month, written.Day)
            : Find(plain, today);
        day = found ?? default;
        return found is not null;
    }

    private static DateOnly? Find(string plain, DateOnly today) => Shapes
        .Select(shape => (Found: shape.Shape.Match(plain), shape.Read))
        .Where(shape => shape.Found.Success)
        .Select(shape => shape.Read(shape.Found.Groups, today))
        .FirstOrDefault();

    private static Regex Shape(string pattern) => new($"^({pattern})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static int Number(Group group) => int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture);
}
