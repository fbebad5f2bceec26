using System.Reflection;
using System.Runtime.CompilerServices;

namespace SiCrm.Tests.Architecture;

/// <summary>The types that people wrote in the product's assemblies.</summary>
public static class OurTypes
{
    public static readonly IReadOnlyList<Assembly> Assemblies =
        [.. SourceTree.Product.Select(part => Assembly.Load($"SiCrm.{part}"))];

    public static IEnumerable<Type> All() =>
        Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("SiCrm.", StringComparison.Ordinal) == true)
            .Where(type => !IsMadeByCompiler(type) && !IsScaffolded(type));

    static bool IsMadeByCompiler(Type type) =>
        type.Name.Contains('<') || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    static bool IsScaffolded(Type type) => type.Namespace!.EndsWith(".Migrations", StringComparison.Ordinal);
}
