using Footnote.Identity;
using Footnote.Knowledge.Tests.Indexing;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Vectors;

/// <summary>Operations on documents through one node, without their positions.</summary>
internal sealed class DocumentOperationsOf(FootnoteApp node)
{
    private readonly DocumentOperations _operations = new(node);

    public async Task<Guid> UploadAsync(Principal owner, string text) => (await _operations.UploadAsync(owner, "Plovers", text)).Id;

    public Task ReplaceOrDeleteAsync(Principal owner, Guid id, string? text) =>
        text is null ? _operations.DeleteAsync(owner, id) : _operations.ReplaceAsync(owner, id, text);
}
