namespace Footnote.Knowledge.Sources;

/// <summary>A source cannot be listed, or an item cannot be opened.</summary>
internal sealed class SourceException(SourceFailure failure, Exception? inner = null) : Exception(failure.Message, inner)
{
    public SourceFailure Failure { get; } = failure;
}
