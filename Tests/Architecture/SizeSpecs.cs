namespace SiCrm.Tests.Architecture;

public class SizeSpecs(ITestOutputHelper output)
{
    const int LongestFile = 300;

    [Fact]
    public void No_file_is_longer_than_300_lines() =>
        Rule.Holds(
            from file in SourceTree.Code(SourceTree.Everything)
                .Concat(SourceTree.Files(["Web"], "*.cshtml"))
                .Concat(SourceTree.Files(["Web"], "*.js"))
                .Concat(SourceTree.Files(["Web"], "*.css"))
            let lines = Measures.LineCount(file)
            where lines > LongestFile
            select $"{file}: {lines} lines");

    /// <summary>Not a rule but a mirror: the figures of the house style, printed with every run.</summary>
    [Fact]
    public void The_measures_of_our_own_tree_are_told()
    {
        var told = Measures.Tell().ToList();

        told.ForEach(output.WriteLine);
        Assert.NotEmpty(told);
    }
}
