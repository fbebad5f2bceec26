using SiCrm.Benchmarks;

return args switch
{
    ["floor", .. var rest] => await Floor.RunAsync(rest),
    _ => await Benchmark.RunAsync(BenchmarkOptions.Parse(args)),
};
