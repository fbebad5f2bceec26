using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Database;

/// <summary>What changed lies with the row of the history that tells it: nothing asks for it alone.</summary>
internal static class ChangesConversion
{
    public static PropertyBuilder<IReadOnlyList<FieldChange>?> HasChangesConversion(this PropertyBuilder<IReadOnlyList<FieldChange>?> property) => property.HasConversion(
        changes => JsonSerializer.Serialize(changes, JsonSerializerOptions.Default),
        json => JsonSerializer.Deserialize<List<FieldChange>>(json, JsonSerializerOptions.Default),
        new ValueComparer<IReadOnlyList<FieldChange>?>((one, other) => ReferenceEquals(one, other), changes => changes == null ? 0 : changes.Count, changes => changes));
}
