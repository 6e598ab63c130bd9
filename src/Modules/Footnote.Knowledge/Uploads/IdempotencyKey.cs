using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Http;

namespace Footnote.Knowledge.Uploads;

/// <summary>The header by which a client may repeat a request without repeating its effect.</summary>
internal static class IdempotencyKey
{
    private const string Header = "Idempotency-Key";
    private const int Maximum = 255;

    /// <summary>The key, empty when there is none.</summary>
    public static Result<string> Read(HttpRequest request)
    {
        var key = request.Headers[Header].ToString();
        return key.Length > Maximum || key.Any(c => c is < ' ' or > '~')
            ? Error.Validation(Header, $"must be at most {Maximum} visible ASCII characters")
            : key;
    }
}
