namespace Footnote.Knowledge.Resumable;

/// <summary>What takes a piece and what makes the document of the last one.</summary>
internal sealed class AppendParts(PieceWriter writer, UploadCompletion completion)
{
    public PieceWriter Writer => writer;

    public UploadCompletion Completion => completion;
}
