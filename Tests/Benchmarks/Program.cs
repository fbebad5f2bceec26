using SiCrm.Benchmarks;

return args switch
{
    ["kill", .. var rest] => await BenchmarkOptions.Parse(rest).Kills.RunAsync(),
    ["floor", .. var rest] => await Floor.RunAsync(rest),
    _ => await Benchmark.RunAsync(BenchmarkOptions.Parse(args)),
};
