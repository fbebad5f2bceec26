using System.Collections;
using AutoMapper;
using AutoMapper.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace SiCrm.Tests.Architecture;

/// <summary>
/// AutoMapper copies flat rows and nothing else: what can recurse can be cut off silently, or overflow the stack.
/// </summary>
public class MappingSpecs
{
    static readonly IReadOnlyList<Type> Profiles =
        [.. OurTypes.All().Where(type => typeof(Profile).IsAssignableFrom(type))];

    static readonly IReadOnlyList<TypeMap> Maps = [.. Configuration().Internal().GetAllTypeMaps()];

    [Fact]
    public void Every_member_of_a_row_has_its_source() => Configuration().AssertConfigurationIsValid();

    [Fact]
    public void A_row_is_flat() => Rule.Holds(Maps.SelectMany(NotFlat));

    [Fact]
    public void No_map_includes_another() =>
        Rule.Holds(Maps
            .Where(map => map.IncludedDerivedTypes.Count > 0 || map.IncludedBaseTypes.Count > 0)
            .Select(Name));

    /// <summary>A form lists the fields that may be written; it is never copied onto an entity as a whole.</summary>
    [Fact]
    public void Nothing_is_mapped_onto_an_entity() =>
        Rule.Holds(Maps
            .Where(map => map.DestinationType.Namespace!.StartsWith("SiCrm.Domain", StringComparison.Ordinal))
            .Select(Name));

    [Fact]
    public void What_is_not_flat_is_recognised()
    {
        var maps = Deep().Internal().GetAllTypeMaps();

        Assert.Equal(["Node -> NodeRow: Anything", "Node -> NodeRow: Next"], maps.SelectMany(NotFlat).Order());
    }

    /// <summary>The version in use must cut a hostile depth off instead of taking the process with it.</summary>
    [Fact]
    public void A_graph_of_50_000_levels_does_not_kill_the_process()
    {
        var mapper = Deep().CreateMapper();
        var root = new Node();
        for (var level = 0; level < 50_000; level++) root = new Node { Next = root };

        Assert.NotNull(mapper.Map<NodeRow>(root));
    }

    static MapperConfiguration Configuration() =>
        new(made =>
        {
            foreach (var profile in Profiles) made.AddProfile(profile);
        }, NullLoggerFactory.Instance);

    static MapperConfiguration Deep() => new(made => made.CreateMap<Node, NodeRow>(), NullLoggerFactory.Instance);

    static IEnumerable<string> NotFlat(TypeMap map) =>
        map.MemberMaps
            .Where(member => !IsFlat(member.DestinationType))
            .Select(member => $"{Name(map)}: {member.DestinationName}");

    /// <summary>A value, a text, or a list of values.</summary>
    static bool IsFlat(Type type) =>
        type.IsValueType || type == typeof(string)
        || (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [var item]
            && (item.IsValueType || item == typeof(string)));

    static string Name(TypeMap map) => $"{map.SourceType.Name} -> {map.DestinationType.Name}";

    sealed class Node
    {
        public Node? Next { get; init; }

        public object? Anything { get; init; }
    }

    sealed class NodeRow
    {
        public NodeRow? Next { get; set; }

        public object? Anything { get; set; }
    }
}
