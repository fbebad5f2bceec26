namespace SiCrm.Tests.Worlds;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class MovableClock(DateTime utc) : TimeProvider
{
    private DateTime _now = DateTime.SpecifyKind(utc, DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => new(_now);

    public void MoveTo(DateTime utcNow) => _now = DateTime.SpecifyKind(utcNow, DateTimeKind.Utc);

    public void Pass(TimeSpan time) => _now += time;
}
