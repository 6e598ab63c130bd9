using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Bulk;

/// <summary>An archive's entry is larger than it may be; caught where the entry is taken.</summary>
internal sealed class BulkLimitException : Exception
{
    public BulkLimitException(Error error)
        : base(error.Message) => Error = error;

    public Error Error { get; }
}
