namespace SiCrm.Domain.Access;

/// <summary>How far a right reaches; a higher value includes the lower ones (product text, section 2).</summary>
public enum Scope
{
    None,
    Own,
    Team,
    Region,
    All,
}

public enum RecordType
{
    Lead,
    Customer,
    Contact,
    Opportunity,

    Contract,

    /// <summary>What of a contract is delivered and what it costs: to write is to report on it.</summary>
    Milestone,

    /// <summary>Invoices and money that came in.</summary>
    Receipt,

    /// <summary>What the company, its regions, teams and people are to sign.</summary>
    Target,

    /// <summary>Sheets of the appraisal: to approve is to close one and to decide on an appeal.</summary>
    Appraisal,

    /// <summary>The weights and factors of the appraisal.</summary>
    AppraisalScheme,

    /// <summary>The catalogue with its prices.</summary>
    Product,

    /// <summary>Colleagues and what they may: to write them is to administer the program.</summary>
    Person,
}

public enum AccessAction
{
    Read,

    /// <summary>Change what a record says, and move it by the verbs of its owner.</summary>
    Write,

    Create,

    /// <summary>Say who answers for it: qualify, assign, reassign, reclaim leads; hand customers and opportunities over.</summary>
    Assign,

    Export,

    Import,

    /// <summary>Decide at the gates of an opportunity, up to the amount of the role's limit.</summary>
    Approve,

    /// <summary>Log presales time and expenses of an opportunity.</summary>
    Log,
}
