namespace SiCrm.Tests.Architecture;

public class MethodsSpecs
{
    const string Source = """
        public class Sample(int size)
        {
            public int Twice => new List<int>(4).Count;

            public int Sum(int a, int b)
            {
                var c = a + b; // {
                if (c > 3)
                {
                    return "}".Length;
                }
                return c;
            }

            public static string Text(int a) =>
                Format(
                    a);

            protected abstract int Later(int a);
        }
        """;

    [Fact]
    public void Bodies_are_counted_without_their_head_and_braces() =>
        Assert.Equal([6, 2], Methods.In("Sample.cs", Source).Select(method => method.Lines));

    [Fact]
    public void Comments_and_strings_are_no_code()
    {
        const string source = "a /* b */ \"c // d\" 'e' @\"f\"\"g\" // h\ni";

        Assert.Equal("a  \"c // d\" 'e' @\"f\"\"g\" \ni", CSharpText.WithoutComments(source));
        Assert.Equal("a  \"\" \"\" \"\" \ni", CSharpText.OnlyCode(source));
    }
}
