namespace Footnote.Knowledge.Vectors;

/// <summary>Why an index outside failed.</summary>
internal enum VectorIndexFault
{
    /// <summary>It does not answer or broke off; the same request may succeed later.</summary>
    Unavailable,

    /// <summary>It asks for fewer requests.</summary>
    Throttled,

    /// <summary>It refuses the credentials or the right; an operator has to act.</summary>
    Denied,

    /// <summary>It answers what cannot be: an index of another size, a refused request, a missing extension.</summary>
    Wrong,

    /// <summary>It does not hold everything yet that the search asks for.</summary>
    Behind,
}
