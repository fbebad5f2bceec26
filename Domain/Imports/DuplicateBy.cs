namespace SiCrm.Domain.Imports;

/// <summary>What a row has in common with the lead that it may be a duplicate of.</summary>
public enum DuplicateBy
{
    /// <summary>The company's name without its legal suffix.</summary>
    Company,

    /// <summary>The digits of the phone number.</summary>
    Phone,

    /// <summary>The mail domain, public providers apart.</summary>
    MailDomain,

    /// <summary>The host of the web site.</summary>
    WebDomain,

    /// <summary>The sound of a Chinese name.</summary>
    Sound,
}
