using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SiCrm.Domain.Access;
using SiCrm.Tests.Worlds;

namespace SiCrm.Tests.Access;

/// <summary>
/// Every way to a record: each route, as each role, to a record that lies to the person in each way, with what is written
/// in it. What is expected is read off the matrix here, without the code that enforces it.
/// </summary>
public sealed partial class EveryWaySpecs(ITestOutputHelper output)
{
    private static readonly (string Prefix, RecordType Type)[] Roots =
        [("leads", RecordType.Lead), ("opportunities", RecordType.Opportunity), ("customers", RecordType.Customer), ("contacts", RecordType.Contact)];

    /// <summary>Lists with everything in them; the page says where the next one is.</summary>
    private static readonly (string Address, RecordType Type, AccessAction Action)[] Lists =
    [
        ("/leads?state=All&columns=Number&columns=Company&columns=Amount", RecordType.Lead, AccessAction.Read),
        ("/leads?state=Archived&columns=Number&columns=Amount", RecordType.Lead, AccessAction.Read),
        ("/leads?state=All&sort=Amount&columns=Number&columns=Amount", RecordType.Lead, AccessAction.Read),
        ("/leads?state=All&q=Guarded&columns=Number", RecordType.Lead, AccessAction.Read),
        ("/leads/export.csv?state=All&columns=Number&columns=Amount", RecordType.Lead, AccessAction.Export),
        ("/opportunities", RecordType.Opportunity, AccessAction.Read),
        ("/reports/lead-daily?date=2026-11-18", RecordType.Lead, AccessAction.Read),
        ("/reports/lead-daily/export.csv?date=2026-11-18", RecordType.Lead, AccessAction.Export),
    ];

    private readonly List<string> _wrong = [];
    private int _checks;

    [Theory, EveryDatabase]
    public async Task Every_route_shows_each_role_what_the_matrix_says_and_no_more(DatabaseKind kind)
    {
        await using var guarded = await GuardedWorld.CreateAsync(kind);
        var routes = Ways(guarded.World);
        foreach (var role in Enum.GetValues<Role>())
        {
            var visitor = guarded.World.Visit(GuardedWorld.NameOf(role));
            var token = (await visitor.GetAsync("/me")).Find("input[name=__RequestVerificationToken]").GetAttribute("value") ?? "";
            foreach (var record in guarded.Records.Where(record => record.For is null || record.For == role))
            {
                foreach (var way in routes.Where(way => way.Type == record.Type))
                {
                    await TryAsync(guarded, role, visitor, token, record, way);
                }
            }

            await ReadListsAsync(guarded, role, visitor);
            await SelectAsync(guarded, role, visitor, token);
        }

        output.WriteLine($"{_checks} checks");
        _wrong.Take(200).ToList().ForEach(output.WriteLine);
        Assert.Empty(_wrong.Take(40));
        Assert.True(_checks >= 20_000, $"{_checks} checks only");
    }

    private async Task TryAsync(GuardedWorld guarded, Role role, Visitor visitor, string token, Guarded record, Way way)
    {
        var address = way.AddressOf(record);
        var page = way.Method == "GET" ? await visitor.GetAsync(address)
            : await visitor.PostAsync(address, [new("__RequestVerificationToken", token), new("Version", "999999"), new("Form.Version", "999999")]);
        var expected = !way.Admits(role, guarded.Matrix) ? HttpStatusCode.Forbidden
            : !record.IsFor(role, guarded.Matrix, way.Action) ? HttpStatusCode.NotFound : (HttpStatusCode?)null;
        var isFine = expected is { } status ? page.Status == status
            : page.Status is not (HttpStatusCode.Forbidden or >= HttpStatusCode.InternalServerError)
                && (page.Status != HttpStatusCode.NotFound || way.MayBeMissing(record, role, guarded.Matrix));
        Check(isFine, $"{role} {way.Method} {address} {record.Lying}: {(int)page.Status}, expected {expected?.ToString() ?? "seen"}");
        Look(guarded, role, record, page.Text, isVisible: expected is null, address);
    }

    /// <summary>Nothing of a record that is not his, and nothing sensitive that his role does not see.</summary>
    private void Look(GuardedWorld guarded, Role role, Guarded record, string text, bool isVisible, string address)
    {
        var isAmountSeen = isVisible && guarded.Matrix.Sees([role], SensitiveField.Amount);
        var isPhoneSeen = isVisible && guarded.Matrix.Sees([role], SensitiveField.PersonalPhone);
        Check(isVisible || !text.Contains(record.Number, StringComparison.Ordinal), $"{role} {address} {record.Lying} shows {record.Number}");
        Check(isAmountSeen || !HasAmount(text, record), $"{role} {address} {record.Lying} shows the amount");
        Check(isPhoneSeen || !text.Contains(record.Phone, StringComparison.Ordinal), $"{role} {address} {record.Lying} shows the phone");
    }

    private static bool HasAmount(string text, Guarded record) =>
        text.Contains(record.Amount, StringComparison.Ordinal) || text.Contains(record.Amount.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);

    private async Task ReadListsAsync(GuardedWorld guarded, Role role, Visitor visitor)
    {
        foreach (var (address, type, action) in Lists)
        {
            var (text, status) = await WholeAsync(visitor, address);
            var may = guarded.Matrix.ScopeOf(role, type, AccessAction.Read) != Scope.None && guarded.Matrix.ScopeOf(role, type, action) != Scope.None;
            Check(may == (status == HttpStatusCode.OK), $"{role} {address}: {(int)status}");
            foreach (var record in guarded.Records.Where(record => record.Type == type))
            {
                var isIn = may && record.IsFor(role, guarded.Matrix, action) && record.IsFor(role, guarded.Matrix, AccessAction.Read) && IsListed(address, record);
                Check(isIn == text.Contains(record.Number, StringComparison.Ordinal), $"{role} {address}: {record.Number} {record.Lying} {record.For} is {(isIn ? "missing" : "shown")}");
                Look(guarded, role, record, text, isIn, address);
            }
        }

        foreach (var record in guarded.Records.Where(record => record.Type == RecordType.Lead && (record.For is null || record.For == role)))
        {
            var (text, _) = await WholeAsync(visitor, $"/leads?state=All&columns=Number&q={record.Phone}");
            var isFound = record.IsFor(role, guarded.Matrix, AccessAction.Read) && record.Lying != Lying.Archived && guarded.Matrix.Sees([role], SensitiveField.PersonalPhone);
            Check(isFound == text.Contains(record.Number, StringComparison.Ordinal), $"{role} finds {record.Lying} by its phone: {!isFound}");
        }
    }

    private static bool IsListed(string address, Guarded record) => address.Contains("lead-daily", StringComparison.Ordinal) || record.Type != RecordType.Lead
        || (record.Lying == Lying.Archived) == address.Contains("state=Archived", StringComparison.Ordinal);

    private static async Task<(string Text, HttpStatusCode Status)> WholeAsync(Visitor visitor, string address)
    {
        var page = await visitor.GetAsync(address);
        var (text, status) = (page.Text, page.Status);
        while (page.Document.QuerySelector("a[rel=next][href*='after=']") is { } next && next.GetAttribute("href") is { } href)
        {
            page = await visitor.GetAsync(href);
            text += page.Text;
        }

        return (text, status);
    }

    /// <summary>Ids in the body of a request: what is not his is as if it were not there.</summary>
    private async Task SelectAsync(GuardedWorld guarded, Role role, Visitor visitor, string token)
    {
        (string Address, string Field, AccessAction Action)[] bulk =
            [("/leads/export.csv?columns=Number&columns=Amount", "ids", AccessAction.Export), ("/desk/hand-outs/preview", "ids", AccessAction.Assign)];
        var leads = guarded.Records.Where(record => record.Type == RecordType.Lead).ToList();
        foreach (var (address, field, action) in bulk)
        {
            var page = await visitor.PostAsync(address,
                [new("__RequestVerificationToken", token), .. leads.Select(lead => KeyValuePair.Create(field, lead.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)))]);
            var may = guarded.Matrix.ScopeOf(role, RecordType.Lead, action) != Scope.None;
            foreach (var record in leads)
            {
                var isIn = may && record.IsFor(role, guarded.Matrix, action);
                Check(isIn || !page.Text.Contains(record.Number, StringComparison.Ordinal), $"{role} {address}: {record.Number} {record.Lying} is shown");
                Check(action != AccessAction.Export || isIn == page.Text.Contains(record.Number, StringComparison.Ordinal), $"{role} {address}: {record.Number} {record.Lying} is missing");
                Look(guarded, role, record, page.Text, isIn, address);
            }
        }
    }

    private void Check(bool isFine, string wrong)
    {
        _checks++;
        if (!isFine)
        {
            _wrong.Add(wrong);
        }
    }

    /// <summary>The routes to one record of a type.</summary>
    private static List<Way> Ways(World world) =>
    [
        .. from source in world.App.Services.GetServices<EndpointDataSource>()
           from endpoint in source.Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null && (endpoint.RoutePattern.RawText ?? "").Contains("{id:long}", StringComparison.Ordinal)
               && !(endpoint.RoutePattern.RawText ?? "").Contains("{shareId", StringComparison.Ordinal)
           from root in Roots
           let text = (endpoint.RoutePattern.RawText ?? "").Replace("{records:regex(^(leads|customers|opportunities)$)}", root.Prefix, StringComparison.Ordinal)
           where text.StartsWith(root.Prefix + "/{id:long}", StringComparison.Ordinal) && (root.Type != RecordType.Contact || !text.Contains("/shares", StringComparison.Ordinal))
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           select new Way(root.Type, text, method, [.. endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy ?? "")]),
    ];

    private sealed partial record Way(RecordType Type, string Pattern, string Method, IReadOnlyList<string> Policies)
    {
        /// <summary>What the way's own policy asks for of its record; who is only signed in has to see it.</summary>
        public AccessAction Action => Policies.Where(policy => policy.StartsWith(Type + ".", StringComparison.Ordinal))
            .Select(policy => Enum.Parse<AccessAction>(policy.Split('.')[1])).DefaultIfEmpty(AccessAction.Read).Max();

        public bool Admits(Role role, AccessMatrix matrix) => Policies.All(policy => policy.Split('.') is not [var type, var action]
            || matrix.ScopeOf(role, Enum.Parse<RecordType>(type), Enum.Parse<AccessAction>(action)) != Scope.None);

        public string AddressOf(Guarded record)
        {
            var known = Pattern.Replace("{id:long}", $"{record.Id}", StringComparison.Ordinal).Replace("{contactId:long}", $"{record.ContactId}", StringComparison.Ordinal)
                .Replace("{with:long}", $"{record.Id}", StringComparison.Ordinal);
            return "/" + Part().Replace(Field().Replace(known, "amount"), "1");
        }

        /// <summary>An archived record is not edited, a field that is hidden has no form, and the records have no files, nor members who could leave, templates or contracts.</summary>
        public bool MayBeMissing(Guarded record, Role role, AccessMatrix matrix) => record.Lying == Lying.Archived
            || IsOfPart || Pattern.EndsWith("/departure", StringComparison.Ordinal)
            || Pattern.EndsWith("/plan/templates", StringComparison.Ordinal) || Pattern.Contains("/receipts", StringComparison.Ordinal)
            || (Pattern.Contains("{contactId", StringComparison.Ordinal) && matrix.ScopeOf(role, RecordType.Contact, AccessAction.Read) == Scope.None)
            || ((Pattern.Contains("{field", StringComparison.Ordinal) || Pattern.EndsWith("/amount", StringComparison.Ordinal) || Pattern.Contains("/quotes", StringComparison.Ordinal))
                && !matrix.Sees([role], SensitiveField.Amount));

        /// <summary>About something that hangs on the record, a competitor or an action of the plan: the records have none.</summary>
        private bool IsOfPart => Part().IsMatch(Pattern.Replace("{id:long}", "", StringComparison.Ordinal).Replace("{contactId:long}", "", StringComparison.Ordinal)
            .Replace("{with:long}", "", StringComparison.Ordinal));

        [GeneratedRegex(@"\{\w+:(long|int)\}")]
        private static partial Regex Part();

        [GeneratedRegex(@"\{field:[^}]*\}")]
        private static partial Regex Field();
    }
}
