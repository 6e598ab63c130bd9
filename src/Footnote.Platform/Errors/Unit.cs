namespace Footnote.Platform.Errors;

/// <summary>The value of an operation that has none.</summary>
public readonly record struct Unit;
