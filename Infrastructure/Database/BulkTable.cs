using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace SiCrm.Infrastructure.Database;

/// <summary>One table as the bulk insert sees it: its columns in order, and what each takes from an entity.</summary>
internal sealed class BulkTable
{
    private readonly BulkColumn _key;

    public BulkTable(IEntityType type)
    {
        Name = type.GetTableName() ?? throw new NotSupportedException($"{type.Name} has no table.");
        var store = StoreObjectIdentifier.Table(Name, type.GetSchema());
        Columns = [.. type.GetFlattenedProperties().Select(property => new BulkColumn(property, property.GetColumnName(store) ?? property.Name))];
        _key = Columns.Single(column => column.Property.IsPrimaryKey());
        Parents = [.. type.GetNavigations().Where(navigation => navigation is { IsCollection: false, IsOnDependent: true })];
        Children = [.. type.GetNavigations().Where(navigation => navigation is { IsCollection: true, IsOnDependent: false })];
    }

    public string Name { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>What a row points at: it has its key already.</summary>
    public IReadOnlyList<INavigation> Parents { get; }

    public IReadOnlyList<INavigation> Children { get; }

    public static string ListOf(IEnumerable<BulkColumn> columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\""));

    public BulkColumn Key => _key;

    public BulkColumn Column(string property) => Columns.Single(column => column.Property.Name == property);

    public void SetKey(object entity, long key) => _key.Set(entity, key);

    public object? KeyOf(object entity) => _key.Get(entity);
}

/// <summary>One column: how its value is read from an entity and turned into what the database stores.</summary>
internal sealed class BulkColumn
{
    private readonly Func<object, object?> _get;
    private readonly Func<object?, object?>? _convert;

    public BulkColumn(IProperty property, string name)
    {
        (Property, Name) = (property, name);
        Mapping = property.GetRelationalTypeMapping();
        _convert = Mapping.Converter?.ConvertToProvider;
        var getter = property.GetGetter();
        _get = property.DeclaringType is IComplexType complex && HolderOf(complex) is var holder ? entity => getter.GetClrValue(holder(entity)) : getter.GetClrValue;
        Set = (entity, value) => (property.PropertyInfo ?? throw new NotSupportedException($"{property.Name} has no property to write.")).SetValue(entity, value);
    }

    public IProperty Property { get; }

    public string Name { get; }

    public RelationalTypeMapping Mapping { get; }

    public Action<object, object?> Set { get; }

    public object? Get(object entity) => _get(entity);

    /// <summary>The entity itself, or its value that has the property.</summary>
    private static Func<object, object> HolderOf(ITypeBase type)
    {
        if (type is not IComplexType complex)
        {
            return entity => entity;
        }

        var (outer, getter) = (HolderOf(complex.ComplexProperty.DeclaringType), complex.ComplexProperty.GetGetter());
        return entity => getter.GetClrValue(outer(entity)) ?? throw new NotSupportedException($"{complex.Name} is empty.");
    }

    public object? Stored(object entity)
    {
        var value = _get(entity);
        return value is null || _convert is null ? value : _convert(value);
    }
}
