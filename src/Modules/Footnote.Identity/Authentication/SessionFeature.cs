using Footnote.Platform.Errors;

namespace Footnote.Identity.Authentication;

/// <summary>How this request was authenticated, or why it was not.</summary>
internal sealed record SessionFeature(bool IsCookie, Guid SessionId, DateTimeOffset? ExpiresAt, Error? Fault)
{
    public static SessionFeature Failed(Error fault) => new(IsCookie: false, Guid.Empty, ExpiresAt: null, fault);
}
