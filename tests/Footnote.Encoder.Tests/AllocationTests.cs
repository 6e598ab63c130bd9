using Footnote.Encoder.Scheduling;

namespace Footnote.Encoder.Tests;

/// <summary>What calls allocate once everything they need has been made: counted in bytes of the calling thread, not in time.</summary>
public sealed class AllocationTests
{
    private const int Overhead = 1024;

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Int8)]
    public void Encode_of_many_texts_allocates_the_result_and_nothing_that_grows_with_them(Precision precision)
    {
        using var model = new TinyModel(new TinyShape { FirstToken = true });
        using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder, new EncoderOptions { Precision = precision, Threads = 1 });
        string[] texts = [.. Enumerable.Range(0, 300).Select(i => string.Join(' ', Enumerable.Repeat("the quick brown fox", 1 + (i % 5))))];

        long allocated = Steady(() => encoder.Encode(texts));

        Assert.InRange(allocated, 1, ResultBytes(texts.Length, encoder.Dimensions) + Overhead);
    }

    [Fact]
    public void Encode_of_one_text_allocates_the_result_only()
    {
        using var model = new TinyModel(new TinyShape());
        using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder, new EncoderOptions { Threads = 1 });

        long allocated = Steady(() => encoder.Encode("the quick brown fox jumps over the lazy dog"));

        Assert.InRange(allocated, 1, VectorBytes(encoder.Dimensions));
    }

    [Fact]
    public void BulkWork_that_is_used_again_allocates_nothing()
    {
        var work = new BulkWork();
        int[] tokens = [.. Enumerable.Range(0, 40)];

        long allocated = Steady(() =>
        {
            work.Begin(500, 40);
            for (int text = 0; text < 500; text++)
            {
                work.Set(text, tokens.AsSpan(0, text % 40), isCut: false);
            }

            work.Plan(192, 2, 0);
        });

        Assert.Equal(0, allocated);
    }

    private static long Steady(Action call)
    {
        // several times: buffers grow, and the methods are compiled again
        for (int i = 0; i < 50; i++)
        {
            call();
        }

        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static long VectorBytes(int dimensions) => 24 + (8 * (((dimensions * sizeof(float)) + 7) / 8));

    private static long ResultBytes(int texts, int dimensions) => 24 + (8L * texts) + (texts * VectorBytes(dimensions));
}
