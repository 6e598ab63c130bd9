using Footnote.Retrieval.Filtering;

namespace Footnote.Retrieval.Tests.Filtering;

public sealed class IdBitmapTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Bitmap_after_random_sets_equals_a_hash_set(int capacity)
    {
        var random = new Random(capacity);
        var twin = new HashSet<int>();
        var bitmap = new IdBitmap(capacity);
        for (var step = 0; step < capacity / 2; step++)
        {
            var id = random.Next(capacity);
            bitmap.Set(id);
            twin.Add(id);
        }

        Assert.Equal(twin.Count, bitmap.Count);
        Assert.All(Enumerable.Range(-70, capacity + 200), id => Assert.Equal(twin.Contains(id), bitmap.Contains(id)));
        var ids = new int[bitmap.Count];
        Assert.Equal(twin.Count, bitmap.CopyTo(ids));
        Assert.Equal(twin.Order(), ids);
    }

    [Fact]
    public void Contains_for_extreme_ids_is_false()
    {
        var bitmap = new IdBitmap(10);
        Assert.False(bitmap.Contains(int.MinValue));
        Assert.False(bitmap.Contains(int.MaxValue));
        Assert.False(bitmap.Contains(-1));
    }

    [Fact]
    public void Set_outside_the_capacity_throws_and_changes_nothing()
    {
        var bitmap = new IdBitmap(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.Set(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => bitmap.Set(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IdBitmap(-1));
        Assert.Equal(0, bitmap.Count);
    }

    [Fact]
    public void CopyTo_a_short_span_stops_at_its_end()
    {
        var bitmap = new IdBitmap(200);
        bitmap.Set(3);
        bitmap.Set(100);
        bitmap.Set(199);
        var ids = new int[2];
        Assert.Equal(2, bitmap.CopyTo(ids));
        Assert.Equal([3, 100], ids);
    }
}
