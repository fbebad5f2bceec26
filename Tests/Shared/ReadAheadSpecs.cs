using SiCrm.Infrastructure.Shared;

namespace SiCrm.Tests.Shared;

public sealed class ReadAheadSpecs
{
    [Fact]
    public async Task What_is_read_ahead_comes_in_its_order_and_whole() =>
        Assert.Equal(Enumerable.Range(0, 1000), await Enumerable.Range(0, 1000).ToAsyncEnumerable().AheadAsync(default).ToListAsync());

    [Fact]
    public async Task Only_the_next_one_is_read_ahead()
    {
        var read = 0;
        IEnumerable<int> Numbers()
        {
            while (true)
            {
                yield return Interlocked.Increment(ref read);
            }
        }

        await foreach (var number in Numbers().ToAsyncEnumerable().AheadAsync(default))
        {
            Assert.InRange(Volatile.Read(ref read), number, number + 1);
            if (number == 100)
            {
                break;
            }
        }
    }

    [Fact]
    public async Task What_is_read_from_stays_open_until_the_reading_under_way_has_ended()
    {
        var (isReading, wasClosedMeanwhile) = (false, false);
        async IAsyncEnumerable<int> Numbers()
        {
            try
            {
                yield return 1;
                isReading = true;
                await Task.Delay(200);
                isReading = false;
                yield return 2;
            }
            finally
            {
                wasClosedMeanwhile = isReading;
            }
        }

        await foreach (var _ in Numbers().AheadAsync(default))
        {
            break;
        }

        Assert.False(isReading || wasClosedMeanwhile);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_where_it_would_have_come()
    {
        static async IAsyncEnumerable<int> Numbers()
        {
            yield return 1;
            await Task.Yield();
            throw new InvalidDataException();
        }

        var read = new List<int>();
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var number in Numbers().AheadAsync(default))
            {
                read.Add(number);
            }
        });
        Assert.Equal([1], read);
    }
}
