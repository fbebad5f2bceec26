namespace SiCrm.Domain.Customers.Merging;

/// <summary>Rows of one table whose one column pointed at the merged record, and now points at the kept one.</summary>
public sealed record MovedRows(string Table, string Column, long From, long To, IReadOnlyList<long> Ids);

/// <summary>What a merge may change of a customer besides its history.</summary>
public sealed record CustomerState(
    CustomerFacts Facts, CustomerStatus Standing, CustomerStatus Status, DateTime StatusSince, int OpenOpportunities, DateTime? LastTouchAt);

/// <summary>The same of a contact.</summary>
public sealed record ContactState(ContactFacts Facts, bool IsKey, DateTime? LastTouchAt);

/// <summary>Two contacts that were one person.</summary>
public sealed record MergedContact(long KeptId, long MergedId, ContactState Before, ContactState After);

/// <summary>Versions of the kept record's development plan that come after those of the merged one.</summary>
/// <param name="PeriodOn">The plan's period.</param>
/// <param name="By">By how many places they moved back.</param>
public sealed record LaterPlans(DateOnly PeriodOn, int By);

/// <summary>What a merge did, whole: it can be read, and taken back.</summary>
/// <param name="Before">The kept customer before the merge.</param>
/// <param name="After">The kept customer as the merge left it: what was changed since is not taken back.</param>
public sealed record MergeRecord(
    CustomerState Before, CustomerState After, IReadOnlyList<MergedContact> Contacts, IReadOnlyList<MovedRows> Moved, IReadOnlyList<LaterPlans> Plans);
