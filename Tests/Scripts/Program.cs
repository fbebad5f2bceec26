using SiCrm.Scripts;

return args switch
{
    ["migrate"] => MigrationScaffolding.Scaffold(name: null),
    ["migrate", var name] => MigrationScaffolding.Scaffold(name),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: dotnet run --project Tests/Scripts -- migrate [Name]");
    return 2;
}
