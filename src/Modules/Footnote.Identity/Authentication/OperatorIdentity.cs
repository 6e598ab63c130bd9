using Footnote.Identity.Tokens;
using Footnote.Platform.Hosting;

namespace Footnote.Identity.Authentication;

/// <summary>The local operator: whoever can read the token file in the data folder.</summary>
internal sealed class OperatorIdentity(DataFolder folder)
{
    private string? _token;
    private Principal? _principal;

    public void Begin(Principal principal)
    {
        _token = SecretFile.ReadOrCreate(folder.OperatorToken, () => OpaqueToken.Generate(OpaqueToken.OperatorPrefix));
        File.SetUnixFileMode(folder.OperatorToken, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _principal = principal;
    }

    public Principal? Recognize(string token) => _token is { } own && OpaqueToken.AreEqual(own, token) ? _principal : null;
}
