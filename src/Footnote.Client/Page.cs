namespace Footnote.Client;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Data">The items of this page.</param>
/// <param name="HasMore">Whether another page follows.</param>
/// <param name="Next">Give it as <c>after</c> to read the following page; null on the last one. Opaque.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, bool HasMore, string? Next);
