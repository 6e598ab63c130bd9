using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Storage;

/// <summary>The object store did not do what it was asked; the message is for the operator and names no secret.</summary>
internal sealed class ObjectStoreException(ObjectStoreFault fault, string message, Exception? inner = null)
    : KnownFaultException(KnowledgeErrors.ObjectStoreUnavailable(), message, inner)
{
    public ObjectStoreFault Fault { get; } = fault;
}
