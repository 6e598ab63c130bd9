using Footnote.Encoder;

namespace Footnote.Server.Embedding;

/// <summary>
/// Where the cross-encoder comes from; a shared one outlives the server. <see cref="Find"/> says at once when there is none.
/// </summary>
internal sealed record CrossEncoderSource(Func<string> Find, Func<string, CrossEncoder> Load, bool IsShared);
