namespace Footnote.Knowledge.Storage;

/// <summary>Why an object store failed.</summary>
internal enum ObjectStoreFault
{
    /// <summary>It does not answer, is overloaded or broke off; the same request may succeed later.</summary>
    Unavailable,

    /// <summary>It refuses the credentials or the right; an operator has to act.</summary>
    Denied,

    /// <summary>It answers what cannot be: the bucket does not exist or the object differs from what was written.</summary>
    Wrong,
}
