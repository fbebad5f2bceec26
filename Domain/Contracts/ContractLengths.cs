namespace SiCrm.Domain.Contracts;

/// <summary>The longest texts of a contract, and how much of everything it can hold.</summary>
public static class ContractLengths
{
    public const int Number = 40;
    public const int Name = 200;
    public const int Milestone = 80;
    public const int Reference = 60;
    public const int Reason = 400;
    public const int Note = 2000;
    public const int LineText = 200;
    public const int MostLines = 200;
    public const int MostMilestones = 40;
    public const int MostShares = 20;
    public const int MostQuantity = 1_000_000;
}
