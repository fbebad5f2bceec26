using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace SiCrm.Infrastructure.Database;

/// <summary>One table as the bulk insert sees it: its columns in order, and what each takes from an entity.</summary>
internal sealed class BulkTable
{
    private readonly BulkColumn? _key;

    public BulkTable(IEntityType type)
    {
        Name = type.GetTableName() ?? throw new NotSupportedException($"{type.Name} has no table.");
        var store = StoreObjectIdentifier.Table(Name, type.GetSchema());
        Columns = [.. type.GetFlattenedProperties().Where(property => property.GetBeforeSaveBehavior() != PropertySaveBehavior.Ignore).Select(property => new BulkColumn(property, property.GetColumnName(store) ?? property.Name))];
        Keys = [.. Columns.Where(column => column.Property.IsPrimaryKey())];
        _key = Keys.Count == 1 ? Keys[0] : null;
        Parents = [.. type.GetNavigations().Where(navigation => navigation is { IsCollection: false, IsOnDependent: true })];
        Children = [.. Collections(type).OrderByDescending(navigation => Collections(navigation.TargetEntityType).Any())];
        SharedChildren = [.. Children.Where(child => Children.SelectMany(other => Collections(other.TargetEntityType)).Any(shared => shared.TargetEntityType == child.TargetEntityType))];
    }

    public string Name { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>What tells one row from another.</summary>
    public IReadOnlyList<BulkColumn> Keys { get; }

    /// <summary>What a row points at: it has its key already.</summary>
    public IReadOnlyList<INavigation> Parents { get; }

    /// <summary>First those that have children themselves.</summary>
    public IReadOnlyList<INavigation> Children { get; }

    /// <summary>Those that may hang on another child as well, with which they are inserted: they point at both by then.</summary>
    public IReadOnlyList<INavigation> SharedChildren { get; }

    public static string ListOf(IEnumerable<BulkColumn> columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\""));

    /// <summary>The number by which others point at the row.</summary>
    public BulkColumn Key => _key ?? throw new NotSupportedException($"{Name} has no single key.");

    public BulkColumn Column(string property) => Columns.Single(column => column.Property.Name == property);

    private static IEnumerable<INavigation> Collections(IEntityType type) =>
        type.GetNavigations().Where(navigation => navigation is { IsCollection: true, IsOnDependent: false });

    public void SetKey(object entity, long key) => Key.Set(entity, key);

    public object? KeyOf(object entity) => Key.Get(entity);
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
        var read = BulkReader.Of(property);
        _get = property.DeclaringType is IComplexType complex && HolderOf(complex) is var holder ? entity => read(holder(entity)) : read;
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

        var (outer, read) = (HolderOf(complex.ComplexProperty.DeclaringType), BulkReader.Of(complex.ComplexProperty));
        return entity => read(outer(entity)) ?? throw new NotSupportedException($"{complex.Name} is empty.");
    }

    public object? Stored(object entity)
    {
        var value = _get(entity);
        return value is null || _convert is null ? value : _convert(value);
    }
}

/// <summary>Reads a property as the framework does, but without the four methods that it would compile for each at run time: hundreds of columns are read once only.</summary>
internal static class BulkReader
{
    private static readonly MethodInfo Typed = new Func<MethodInfo, Func<object, object?>>(Of<object, object>).Method.GetGenericMethodDefinition();

    /// <summary>Only of a plain property is it certain that its getter says what its field holds.</summary>
    public static Func<object, object?> Of(IPropertyBase property) =>
        property is { PropertyInfo: { GetMethod: { } getter, DeclaringType: { IsValueType: false } owner }, FieldInfo.Name: var field }
            && field == $"<{property.Name}>k__BackingField"
            && Typed.MakeGenericMethod(owner, getter.ReturnType).Invoke(null, [getter]) is Func<object, object?> read
                ? read
                : property.GetGetter().GetClrValue;

    private static Func<object, object?> Of<TOwner, TValue>(MethodInfo getter)
        where TOwner : class
    {
        var read = getter.CreateDelegate<Func<TOwner, TValue>>();
        return owner => read((TOwner)owner);
    }
}
