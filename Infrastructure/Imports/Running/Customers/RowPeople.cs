using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Imports.Running.Customers;

/// <summary>The people whom a row names: found by name, made when the importer may, refused otherwise.</summary>
internal sealed class RowPeople(ImportJob job, PeopleBook people)
{
    /// <summary>Null when both are known, or may be made; whoever imports for his team only names its people.</summary>
    public Refusal? Refuse(params string?[] names) => names.OfType<string>().Where(name => Find(name) is null)
        .Select(name => new Refusal("ImportPersonUnknown", name)).FirstOrDefault();

    public async Task<Named?> MakeAsync(string? name, ImportOutcome outcome, CancellationToken cancel) =>
        name is null || Find(name) is not { } named ? null : await people.MakeAsync(named, outcome, cancel);

    /// <summary>Whose a new customer is when the file does not say: nobody's yet, or the importer's where he only works for his team.</summary>
    public Named? OwnerForNew => job.MayCreate || job.Viewer.PersonId is not { } id ? null : new Named(job.Viewer.Name, id, job.Viewer.TeamId);

    private Named? Find(string name) => people.Find(name) is { } named && (job.MayCreate || named.TeamId == job.Viewer.TeamId) ? named : null;
}
