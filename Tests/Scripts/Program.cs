using SiCrm.Scripts;

return args switch
{
    ["libs"] => Libraries.Restore("wwwroot-libs"),
    _ => WrongUse(),
};

static int WrongUse()
{
    Console.Error.WriteLine("libs    restore the front-end libraries from npm and rewrite their lock");
    return 2;
}
