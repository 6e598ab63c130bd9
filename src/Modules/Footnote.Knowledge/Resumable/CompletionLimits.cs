using Footnote.Knowledge.Storage;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Resumable;

/// <summary>Where the pieces are, and what a whole file may be.</summary>
internal sealed class CompletionLimits(IObjectStore store, IOptions<KnowledgeOptions> options)
{
    public IObjectStore Store => store;

    public KnowledgeOptions Options => options.Value;
}
