namespace SiCrm.Domain.Customers;

/// <summary>Somebody on a relation map, as its arithmetic needs him.</summary>
/// <param name="LastTouchAt">The last two-way contact; null: none.</param>
/// <param name="LastManagerTouchAt">The last one that a manager of ours had.</param>
public sealed record RelationPerson(
    long ContactId, string Name, BuyingRole? Role, int Influence, int? Attitude, long? HolderId, long? ReportsToId,
    DateTime? LastTouchAt, DateTime? LastManagerTouchAt)
{
    public bool IsAgainstUs => Attitude < 0;

    /// <summary>The contact that counts for his role.</summary>
    public DateTime? EffectiveTouchAt => Role?.NeedsManager() == true ? LastManagerTouchAt : LastTouchAt;
}
