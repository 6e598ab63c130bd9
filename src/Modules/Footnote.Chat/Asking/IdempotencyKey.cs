using System.Security.Cryptography;
using System.Text.Json;
using Footnote.Platform.Errors;
using Footnote.Platform.Http;

namespace Footnote.Chat.Asking;

/// <summary>A client's name for a request, so that sending it again gives the same answer; and what the request was.</summary>
internal sealed record IdempotencyKey(string Value, byte[] RequestHash)
{
    public const string Header = "Idempotency-Key";
    private const int LongestKey = 200;

    /// <summary>Null without the header. Both the quoted and the bare form are taken.</summary>
    public static Result<IdempotencyKey?> Read(string? header, AskRequest request)
    {
        if (string.IsNullOrEmpty(header))
        {
            return Result.Success<IdempotencyKey?>(null);
        }

        string key = header.Length > 1 && header[0] == '"' && header[^1] == '"' ? header[1..^1] : header;
        if (key.Length is 0 or > LongestKey || key.Any(c => c is < ' ' or > '~'))
        {
            return Error.Validation(Header, $"must be 1 to {LongestKey} visible ASCII characters");
        }

        // how the answer is delivered is not part of what was asked
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(request with { Stream = false }, JsonDefaults.Options);
        return new IdempotencyKey(key, SHA256.HashData(body));
    }
}
