using Footnote.Encoder.Scheduling;

namespace Footnote.Encoder.Tests;

public sealed class SchedulingTests
{
    private static readonly string[] Words = TinyModel.Words.Split(' ');

    [Fact]
    public async Task Encode_from_many_threads_gives_what_one_thread_gives()
    {
        using var model = new TinyModel(new TinyShape { FirstToken = true });
        using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder, new EncoderOptions { Precision = Precision.Fp32, Threads = 3 });
        string[] texts = [.. Enumerable.Range(0, 200).Select(Text)];
        float[][] expected = [.. texts.Select(text => encoder.Encode(text, EncodePurpose.Query))];

        Task<float[][]>[] bulk = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => encoder.Encode(texts, EncodePurpose.Query)))];
        float[][] queries = await Task.WhenAll(texts.Select(text =>
            encoder.EncodeQueryAsync(text, TestContext.Current.CancellationToken).AsTask()));

        foreach (float[][] vectors in (await Task.WhenAll(bulk)).Append(queries))
        {
            for (int i = 0; i < texts.Length; i++)
            {
                Assert.All(vectors[i].Zip(expected[i]), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
            }
        }
    }

    [Fact]
    public void EncodeWithCounts_of_long_texts_reports_what_was_cut_off()
    {
        using var model = new TinyModel(new TinyShape());
        using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder, new EncoderOptions { MaxTokens = 8 });

        EncodedText[] results = encoder.EncodeWithCounts(["fox dog", "the quick brown fox jumps over",
            "the quick brown fox jumps over lazy", ""]);

        Assert.Equal([(4, false), (8, false), (8, true), (2, false)], results.Select(result => (result.TokenCount, result.IsTruncated)));
        Assert.Equal(9, encoder.CountTokens("the quick brown fox jumps over lazy"));
    }

    [Fact]
    public void Encode_with_prefixes_puts_them_before_the_text()
    {
        using var model = new TinyModel(new TinyShape());
        File.WriteAllText(
            Path.Combine(model.Folder, "config_sentence_transformers.json"), """{"prompts": {"query": "quick ", "passage": "lazy "}}""");
        using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder);
        using SentenceEncoder plain = SentenceEncoder.Load(model.Folder, new EncoderOptions { QueryPrefix = "", PassagePrefix = "" });

        Assert.Equal(plain.Encode("quick fox"), encoder.Encode("fox", EncodePurpose.Query));
        Assert.Equal(plain.Encode("lazy fox"), encoder.Encode("fox", EncodePurpose.Passage));
    }

    [Fact]
    public async Task EncodeQueryAsync_that_is_cancelled_ends_and_the_next_one_works()
    {
        using var model = new TinyModel(new TinyShape());
        using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await encoder.EncodeQueryAsync("fox", cancelled.Token));

        Assert.Equal(30, (await encoder.EncodeQueryAsync("fox", TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task Dispose_during_calls_lets_them_end_and_refuses_new_ones()
    {
        using var model = new TinyModel(new TinyShape());
        for (int round = 0; round < 20; round++)
        {
            SentenceEncoder encoder = SentenceEncoder.Load(model.Folder, new EncoderOptions { Threads = 2 });
            using var begun = new SemaphoreSlim(0);
            Task call = Task.Run(
                () =>
                {
                    begun.Release();
                    while (true)
                    {
                        Assert.All(encoder.Encode(Words), vector => Assert.Equal(1, vector.Sum(value => (double)value * value), 1e-4));
                    }
                },
                TestContext.Current.CancellationToken);
            await begun.WaitAsync(TestContext.Current.CancellationToken);

            encoder.Dispose();

            await Assert.ThrowsAsync<ObjectDisposedException>(() => call);
        }
    }

    [Fact]
    public void Encode_that_is_cancelled_throws()
    {
        using var model = new TinyModel(new TinyShape());
        using SentenceEncoder encoder = SentenceEncoder.Load(model.Folder);

        Assert.ThrowsAny<OperationCanceledException>(() => encoder.Encode(Words, EncodePurpose.Passage,
            new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task QueryBatcher_joins_what_arrives_while_its_runner_is_busy()
    {
        var sizes = new List<int>();
        using var gate = new SemaphoreSlim(0);
        using var started = new SemaphoreSlim(0);
        CancellationToken token = TestContext.Current.CancellationToken;
        using var batcher = new QueryBatcher(1, TimeSpan.Zero, batch =>
        {
            lock (sizes)
            {
                sizes.Add(batch.Count);
            }

            started.Release();
            gate.Wait(token);
            foreach (QueryRequest request in batch)
            {
                request.Completion.SetResult([request.Text.Length]);
            }
        }, TimeProvider.System);
        Task<float[]> first = batcher.AddAsync("a", CancellationToken.None);
        await started.WaitAsync(TestContext.Current.CancellationToken);
        Task<float[]>[] rest = [.. Enumerable.Range(2, 5).Select(length =>
            batcher.AddAsync(new string('a', length), CancellationToken.None))];
        gate.Release(2);

        await first;
        float[][] results = await Task.WhenAll(rest);

        Assert.Equal([1, 5], sizes);
        Assert.Equal([2f, 3f, 4f, 5f, 6f], results.Select(result => result[0]));
    }

    [Fact]
    public async Task QueryBatcher_whose_work_fails_fails_the_batch_and_goes_on()
    {
        bool isFirst = true;
        using var batcher = new QueryBatcher(1, TimeSpan.Zero, batch =>
        {
            if (isFirst)
            {
                isFirst = false;
                throw new InvalidOperationException("broken");
            }

            batch[0].Completion.SetResult([1f]);
        }, TimeProvider.System);

        await Assert.ThrowsAsync<InvalidOperationException>(() => batcher.AddAsync("a", CancellationToken.None));
        float[] next = await batcher.AddAsync("b", CancellationToken.None);
        Assert.Equal([1f], next);
    }

    [Fact]
    public async Task QueryGate_holds_back_as_many_workers_as_there_are_queries()
    {
        var gate = new QueryGate(2);
        BulkWorker first = gate.Rent();
        BulkWorker second = gate.Rent();
        first.YieldToQueries();
        second.YieldToQueries();
        gate.Enter();
        first.YieldToQueries();
        Task held = Task.Run(second.YieldToQueries, TestContext.Current.CancellationToken);
        gate.Exit();

        await held;
        gate.Return(first);
        Assert.Same(first, gate.Rent());
        Assert.NotSame(second, gate.Rent());
    }

    [Fact]
    public void BulkWork_of_mixed_lengths_plans_each_text_once_and_keeps_the_limit()
    {
        var work = new BulkWork();
        for (int round = 0; round < 2; round++)
        {
            int count = 60 - (20 * round);
            work.Begin(count, 50);
            for (int text = 0; text < count; text++)
            {
                work.Set(text, [.. Enumerable.Repeat(text, (text + 1) * 7 % 50)], text % 2 == 0);
            }

            work.Plan(100, 2, 3);

            int[][] batches = [.. Enumerable.Range(0, work.BatchCount).Select(batch => PlacesOf(work, batch))];
            Assert.Equal(Enumerable.Range(0, count), batches.SelectMany(batch => batch).Order());
            Assert.All(batches, batch => Assert.True(batch.Length == 1 || batch.Sum(text => work.Length(text) + 3) <= 100));
            Assert.All(Enumerable.Range(0, count), text =>
            {
                Assert.Equal(Enumerable.Repeat(text, (text + 1) * 7 % 50), work.Tokens(text).ToArray());
                Assert.Equal(text % 2 == 0, work.IsCut(text));
            });
        }
    }

    [Fact]
    public void ParallelRun_that_fails_throws_the_failure_after_all_threads_have_stopped()
    {
        int running = 0;

        Assert.Throws<InvalidOperationException>(() => ParallelRun.For(Crew.Bulk, 50, 4, piece =>
        {
            Interlocked.Increment(ref running);
            try
            {
                if (piece == 7)
                {
                    throw new InvalidOperationException("broken");
                }

                Thread.Yield();
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        }));

        Assert.Equal(0, running);
    }

    private static int[] PlacesOf(BulkWork work, int batch)
    {
        (int start, int end) = work.Batch(batch);
        return [.. Enumerable.Range(start, end - start).Select(work.TextAt)];
    }

    private static string Text(int seed)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, random.Next(0, 30)).Select(_ => Words[random.Next(Words.Length)]));
    }
}
