namespace Footnote.Server.Embedding.Library;

/// <summary>A model cannot be added as it was asked; the message says why.</summary>
public sealed class ModelRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
