using System.Reflection;
using System.Reflection.Emit;

namespace SiCrm.Tests.Architecture;

/// <summary>A call in a method, with the text constants that were loaded since the one before.</summary>
public record Call(string Type, string Name, IReadOnlyList<string> Texts);

/// <summary>Reads what a compiled method calls with which text constants.</summary>
public static class IlReader
{
    const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    /// <summary>One sequence for each method of the type and of the types that the compiler nested in it.</summary>
    public static IEnumerable<IReadOnlyList<Call>> CallsIn(Type type) =>
        type.GetMethods(Any).Cast<MethodBase>().Concat(type.GetConstructors(Any))
            .Select(method => CallsIn(method).ToList())
            .Concat(type.GetNestedTypes(Any).SelectMany(CallsIn));

    /// <summary>Every text constant of the assembly.</summary>
    public static IEnumerable<string> TextsIn(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.IsNested).SelectMany(CallsIn).SelectMany(calls => calls)
            .SelectMany(call => call.Texts);

    static IEnumerable<Call> CallsIn(MethodBase method)
    {
        var il = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var texts = new List<string>();
        for (var at = 0; at < il.Length;)
        {
            var code = CodeAt(il, ref at);
            if (code.OperandType == OperandType.InlineString)
            {
                texts.Add(method.Module.ResolveString(BitConverter.ToInt32(il, at)));
            }
            else if (code.OperandType == OperandType.InlineMethod)
            {
                var called = Resolve(method, BitConverter.ToInt32(il, at));
                yield return new Call(called?.DeclaringType?.Name ?? "", called?.Name ?? "", [.. texts]);
                texts.Clear();
            }
            at += OperandSize(code, il, at);
        }
    }

    static OpCode CodeAt(byte[] il, ref int at)
    {
        int value = il[at++];
        if (value == 0xFE) value = 0xFE00 | il[at++];
        return Codes[value];
    }

    static MethodBase? Resolve(MethodBase method, int token)
    {
        var ofType = method.DeclaringType?.IsGenericType == true ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return method.Module.ResolveMethod(token, ofType, ofMethod);
    }

    static int OperandSize(OpCode code, byte[] il, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };
}
