namespace SiCrm.Domain.Customers;

/// <summary>The longest text of each field, in characters: the same for forms, files and columns.</summary>
public static class CustomerLengths
{
    public const int Name = 200;
    public const int ShortName = 60;
    public const int CreditCode = 18;
    public const int Industry = 60;
    public const int Category = 24;
    public const int Source = 120;
    public const int Website = 200;
    public const int Address = 300;
    public const int Phone = 40;
    public const int Note = 2000;
    public const int Reason = 1000;
    public const int PersonName = 80;
    public const int Position = 80;
    public const int Email = 200;
    public const int Messenger = 80;
    public const int ConsentHow = 200;
    public const int Evidence = 500;
    public const int Preferences = 1000;
    public const int Words = 4000;
}
