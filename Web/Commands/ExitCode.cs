namespace SiCrm.Web.Commands;

/// <summary>What a verb tells the script that called it.</summary>
public static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongUse = 2;
    public const int RowsRejected = 3;
}
