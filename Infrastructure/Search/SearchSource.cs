using SiCrm.Domain.Access;

namespace SiCrm.Infrastructure.Search;

/// <summary>A type of record that the search over everything finds. A new type takes part by one class of this kind; nothing else names it.</summary>
public abstract class SearchSource
{
    public abstract RecordType Type { get; }

    /// <summary>What they are called, where that is not the record type's own name.</summary>
    public virtual string? Title => null;

    /// <summary>Whether there is a list of them at <see cref="Path"/>.</summary>
    public virtual bool HasList => true;

    /// <summary>Where the type's records and their list are.</summary>
    public abstract string Path { get; }

    /// <summary>What its numbers begin with; null where it has none.</summary>
    public virtual string? Series => null;

    /// <summary>In which order the types are shown.</summary>
    protected internal abstract int Place { get; }

    /// <summary>Through the type's door, the likeliest first.</summary>
    protected internal abstract IQueryable<SearchHit> Find(SearchQuery query);
}
