using System.Security.Cryptography;
using System.Text;

namespace Footnote.Knowledge.Vectors;

/// <summary>The embeddings of one model; those of another never share an index with them.</summary>
internal sealed record VectorSpace(string ModelId, int Dimensions)
{
    private const int KeyLength = 16;

    /// <summary>Names the space where only small letters and digits may; differs for every model and size.</summary>
    public string Key { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{ModelId}\n{Dimensions}"))))[..KeyLength];
}
