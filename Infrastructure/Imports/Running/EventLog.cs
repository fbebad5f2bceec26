using SiCrm.Domain.Imports;
using SiCrm.Domain.Leads;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Imports.Columns;
using SiCrm.Infrastructure.Imports.Tables;
using SiCrm.Infrastructure.Imports.Values;

namespace SiCrm.Infrastructure.Imports.Running;

/// <summary>One row of a log of lead events, small: a million of them are held at once to be told lead by lead.</summary>
internal readonly record struct LoggedEvent(int Lead, int Row, DateTime At, LeadStatus From, LeadStatus To, int Owner, int By, int Reason);

/// <summary>
/// A whole log of lead events, by lead and in order of time. The file may have any order; a lead's history can only be
/// judged whole.
/// </summary>
internal sealed class EventLog
{
    private readonly List<LoggedEvent> _events = [];
    private readonly TextTable _leads = new();
    private readonly TextTable _people = new();
    private readonly TextTable _reasons = new();

    public List<(TableRow Row, IReadOnlyList<Refusal> Reasons)> Unreadable { get; } = [];

    /// <summary>The leads' numbers, in the order in which the file first names them.</summary>
    public IReadOnlyList<string> Leads => _leads.Texts;

    public IReadOnlyList<string> People => _people.Texts;

    public static EventLog Read(IEnumerable<TableRow> rows, ColumnMap map, ImportJob job)
    {
        var log = new EventLog();
        var now = job.Now.At;
        foreach (var row in rows)
        {
            log.Add(row, new RowValues(row, map, job.Company), now);
            if (log.Unreadable.Count > ImportJob.MostRejected)
            {
                throw new RuleBroken(new Refusal("ImportTooManyRejected", ImportJob.MostRejected));
            }
        }

        log._events.Sort(ByLead.Order);
        return log;
    }

    /// <summary>The events of the leads from one to another, in the order of <see cref="Leads"/>.</summary>
    public IEnumerable<IGrouping<int, LoggedEvent>> Of(int from, int count)
    {
        var first = _events.BinarySearch(new LoggedEvent(from, int.MinValue, DateTime.MinValue, default, default, 0, 0, 0), ByLead.Order);
        return _events.Skip(first < 0 ? ~first : first).TakeWhile(row => row.Lead < from + count).GroupBy(row => row.Lead);
    }

    public string? Person(int index) => index < 0 ? null : _people.Texts[index];

    public string? Reason(int index) => index < 0 ? null : _reasons.Texts[index];

    private void Add(TableRow row, RowValues values, DateTime now)
    {
        var number = values.Text(ImportField.Number, LeadLengths.Number, isRequired: true);
        var at = values.Instant(ImportField.At, isRequired: true);
        var from = values.Word<LeadStatus>(ImportField.From, Vocabulary.TryStatus, isRequired: true);
        var to = values.Word<LeadStatus>(ImportField.To, Vocabulary.TryStatus, isRequired: true);
        var (owner, by) = (Person(values, ImportField.Owner), Person(values, ImportField.By));
        var reason = values.Text(ImportField.Reason, LeadLengths.Reason);
        if (at > now)
        {
            values.Refuse("ImportInstantInFuture", ImportField.At, at);
        }

        if (values.IsSound && number is not null && at is { } instant && from is { } before && to is { } after)
        {
            _events.Add(new LoggedEvent(_leads.IndexOf(number), row.Number, instant, before, after,
                _people.IndexOf(owner), _people.IndexOf(by), _reasons.IndexOf(reason)));
        }
        else
        {
            Unreadable.Add((row, values.Refusals));
        }
    }

    private static string? Person(RowValues values, ImportField field) =>
        values.Text(field, PersonLength) is { } name && !Vocabulary.IsLeadDesk(name) ? name : null;

    private const int PersonLength = 80;

    private sealed class ByLead : IComparer<LoggedEvent>
    {
        public static readonly ByLead Order = new();

        public int Compare(LoggedEvent x, LoggedEvent y) => (x.Lead, x.At, x.Row).CompareTo((y.Lead, y.At, y.Row));
    }

    /// <summary>Every text once, by its place.</summary>
    private sealed class TextTable
    {
        private readonly Dictionary<string, int> _places = [];

        public List<string> Texts { get; } = [];

        /// <summary>-1 for none.</summary>
        public int IndexOf(string? text)
        {
            if (text is null)
            {
                return -1;
            }

            if (!_places.TryGetValue(text, out var place))
            {
                _places[text] = place = Texts.Count;
                Texts.Add(text);
            }

            return place;
        }
    }
}
