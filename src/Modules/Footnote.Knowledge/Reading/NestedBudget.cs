namespace Footnote.Knowledge.Reading;

/// <summary>How much files within one file may hold together.</summary>
internal sealed class NestedBudget(ReadingLimits limits)
{
    private long _bytes = limits.UnpackedBytes;
    private int _files = limits.Attachments;

    /// <summary>False when the limits do not allow for another file of this size.</summary>
    public bool TryTake(long bytes)
    {
        if (_files == 0 || bytes > _bytes)
        {
            return false;
        }

        _files--;
        _bytes -= bytes;
        return true;
    }
}
