using SiCrm.Domain.Customers;
using SiCrm.Domain.Shared;
using SiCrm.Infrastructure.Access;
using SiCrm.Infrastructure.Reports.Continuity;
using SiCrm.Infrastructure.Reports.KeyContacts;
using SiCrm.Infrastructure.Reports.Neglect;
using SiCrm.Infrastructure.Shared;
using SiCrm.Web.Customers.Care;
using SiCrm.Web.Shared;

namespace SiCrm.Web.Reports;

/// <summary>The reports about care as tables: fixed column names for other programs, the reader's words for people.</summary>
public sealed class CareTables(Words words, OrganisationFacts names, CompanyTime time, CategoryScheme categories, DateOnly today)
{
    public ExportTable Neglect(IAsyncEnumerable<NeglectRow> rows) => new(
        "neglect", ["kind", "customer", "key_contact", "category", "owner", "team", "region", "last_touch", "cycle_end", "days_over"],
        rows.Select(row => (IReadOnlyList<object?>)
        [
            words[row.ContactId is null ? "Reports.NeglectKind.Customer" : "Reports.NeglectKind.Contact"], row.Customer, row.Contact,
            categories.Name(row.Category), names.Person(row.OwnerId), names.Team(row.TeamId), names.Region(row.RegionId), Local(row.LastTouchAt),
            row.DueOn, row.DaysOver(today) is > 0 and var over ? over : null,
        ]));

    public ExportTable KeyContacts(IAsyncEnumerable<KeyContactLine> rows) => new(
        "key-contacts",
        [
            "customer", "category", "owner", "team", "region", "customer_last_touch", "key_contact", "position", "last_touch", "cycle_end", "days_over",
            "next_care", "roles_covered", "attitude", "attitude_before", "job_changes",
        ],
        rows.Select(row => (IReadOnlyList<object?>)
        [
            row.Customer, categories.Name(row.Category), names.Person(row.OwnerId), names.Team(row.TeamId), names.Region(row.RegionId),
            Local(row.CustomerTouchAt), row.Contact, row.Position, Local(row.LastTouchAt), row.DueOn, row.DaysOver(today), row.NextCareOn,
            row.Roles.Count == 0 ? null : string.Join(words["Shared.ListSeparator"], row.Roles.Select(role => words.Of(role))), row.Attitude, row.AttitudeBefore,
            row.ContactId is null ? null : row.Jobs,
        ]));

    public ExportTable Continuity(IAsyncEnumerable<ContinuityRow> rows) => new(
        "continuity", ["customer", "owner", "score", "second_colleague", "shared_touches", "next_date", "deputy", "knowledge"],
        rows.Select(row => (IReadOnlyList<object?>)
        [
            row.Customer, names.Person(row.OwnerId), row.Score, row.SecondColleague, row.SharedTouches, row.NextDate, row.Deputy, row.Knowledge,
        ]));

    /// <summary>With heads in the reader's language, named for the day.</summary>
    public ExportTable ForReaders(ExportTable table, string title)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table with
        {
            Name = $"{words[title]} {Show.Day(today)}",
            Columns = [.. table.Columns.Select(column => words[$"Reports.Column.{column}"])],
        };
    }

    private DateTime? Local(DateTime? utc) => utc is { } at ? time.Local(at) : null;
}
