using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using SiCrm.Domain.Shared;

namespace SiCrm.Infrastructure.Database;

/// <summary>Money as integer minor units, so that sums and comparisons are integer SQL on both databases.</summary>
internal sealed class MoneyConverter() : ValueConverter<Money, long>(money => money.Minor, minor => new Money(minor));

/// <summary>Shares as whole basis points.</summary>
internal sealed class PercentConverter() : ValueConverter<Percent, int>(percent => percent.BasisPoints, points => new Percent(points));

/// <summary>Instants as UTC milliseconds since 1970.</summary>
internal sealed class UnixMillisecondsConverter() : ValueConverter<DateTime, long>(
    at => (at.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMillisecond,
    milliseconds => DateTime.UnixEpoch.AddTicks(milliseconds * TimeSpan.TicksPerMillisecond));

/// <summary>Instants that come back from the database are UTC.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
    at => DateTime.SpecifyKind(at, DateTimeKind.Utc), at => DateTime.SpecifyKind(at, DateTimeKind.Utc));
