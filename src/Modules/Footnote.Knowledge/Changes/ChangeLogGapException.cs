namespace Footnote.Knowledge.Changes;

/// <summary>The entries behind a position are no longer in the log: who stands there has to start from the tables.</summary>
internal sealed class ChangeLogGapException(long after, long found)
    : Exception(FormattableString.Invariant($"The change log goes on at {found} after {after}."))
{
    public long After => after;

    public long Found => found;
}
