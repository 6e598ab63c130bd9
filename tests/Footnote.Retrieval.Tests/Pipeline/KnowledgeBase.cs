using Footnote.Retrieval.Dense;
using Footnote.Retrieval.Lexical;
using Footnote.Retrieval.Pipeline;

namespace Footnote.Retrieval.Tests.Pipeline;

/// <summary>A help centre of a few chunks in both indexes.</summary>
internal sealed class KnowledgeBase : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Title, string Text)[] Articles =
    [
        ("Freeze a card", "You can freeze a lost card in the app under Cards. A frozen card cannot pay until you unfreeze it."),
        ("Order a new card", "A replacement card costs five euros and arrives within four working days at your home address."),
        ("Transfers abroad", "A transfer abroad costs one percent of the amount. The recipient gets the money after two working days."),
        ("Standing orders", "A standing order repeats a transfer every month. You can end a standing order at any time in the app."),
        ("Savings pots", "A savings pot keeps money apart from your balance. Interest is paid on every pot at the end of the month."),
        ("Close your account", "You can close your account in the app. Pay out the balance first, then confirm with your passcode."),
        ("Statements", "A statement lists all payments of a month. Statements of past years can be downloaded as PDF files."),
        ("Error E4012", "The message E4012 means that the recipient's account number is wrong. Check the number and try again."),
    ];

    private readonly LexicalIndex _lexical = new(new LexicalIndexOptions());
    private readonly VectorIndex _vectors = new(new VectorIndexOptions { Dimensions = WordEmbeddings.Size });

    public KnowledgeBase()
    {
        for (var id = 0; id < Articles.Length; id++)
        {
            var (title, text) = Articles[id];
            _lexical.Upsert(new LexicalDocument(id, title, "", text, "en"));
            _vectors.Upsert(id, WordEmbeddings.Embed(title + " " + text));
        }

        _lexical.Commit();
    }

    public int Count => Articles.Length;

    public RetrievalPipeline Pipeline(
        RetrievalOptions? options = null, IEmbeddingGenerator? embeddings = null, IRetriever? lexical = null) =>
        new(options ?? new RetrievalOptions(), Resources(embeddings, lexical));

    public RetrievalResources Resources(IEmbeddingGenerator? embeddings = null, IRetriever? lexical = null) => new()
    {
        Lexical = lexical ?? new LexicalRetriever(_lexical),
        Dense = new DenseRetriever(_vectors, embeddings ?? new WordEmbeddings()),
        Vocabulary = new LexicalVocabulary(_lexical),
        Chunks = new ArticleSource(),
    };

    public void Dispose()
    {
        _lexical.Dispose();
        _vectors.Dispose();
    }

    private sealed class ArticleSource : IChunkSource
    {
        public ValueTask<IReadOnlyList<ChunkContent>> GetAsync(IReadOnlyList<int> ids, CancellationToken cancellationToken = default) =>
            new([.. ids.Select(ToContent)]);

        private static ChunkContent ToContent(int id) => new()
        {
            Id = id,
            DocumentId = "article-" + id,
            Number = 0,
            Title = Articles[id].Title,
            Text = Articles[id].Text,
            Start = 0,
            End = Articles[id].Text.Length,
            UpdatedAt = Now.AddDays(-100 * id),
            Language = "en",
        };
    }
}
