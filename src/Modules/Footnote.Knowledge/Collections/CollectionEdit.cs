namespace Footnote.Knowledge.Collections;

/// <summary>An edit of a collection, checked.</summary>
/// <param name="Name">A new name; null keeps the present one.</param>
/// <param name="ChangesChunking">Whether the settings are to change.</param>
/// <param name="Chunking">The new settings; null for the server's.</param>
internal sealed record CollectionEdit(string? Name, bool ChangesChunking, ChunkingSettings? Chunking);
