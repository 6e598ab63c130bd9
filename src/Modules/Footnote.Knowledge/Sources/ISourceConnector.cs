namespace Footnote.Knowledge.Sources;

/// <summary>One outside place whose items become documents. An instance serves one run and is used by one caller at a time.</summary>
internal interface ISourceConnector : IAsyncDisposable
{
    /// <summary>Every item there is. When the place cannot be listed to the end it throws <see cref="SourceException"/>, so that nobody
    /// takes what was not named for deleted.</summary>
    IAsyncEnumerable<SourceItem> ListAsync(SourceMemory memory, CancellationToken cancellationToken);

    /// <summary>Opens the item that the listing named last; null when it is gone meanwhile.</summary>
    Task<SourceContent?> OpenAsync(SourceItem item, CancellationToken cancellationToken);
}
