using Footnote.Knowledge.Indexing;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;

namespace Footnote.Knowledge.Vectors.Feed;

/// <summary>What the feed reads from.</summary>
internal sealed record VectorFeedSources(ModuleDatabase<KnowledgeSchema> Database, IndexHost Host, Readiness Readiness);
