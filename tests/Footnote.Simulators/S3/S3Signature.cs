using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Footnote.Simulators.S3;

/// <summary>Checks the signature of a request (AWS Signature Version 4 for the service s3), as a real store does.</summary>
internal sealed class S3Signature(string accessKey, string secretKey, string region)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(15);

    /// <summary>Throws what a store would answer; <paramref name="body"/> is what arrived.</summary>
    public void Verify(HttpContext context, byte[] body)
    {
        HttpRequest request = context.Request;
        string authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw new S3Refusal(403, "AccessDenied");
        }

        Dictionary<string, string> parts = authorization[(Algorithm.Length + 1)..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        string[] credential = parts["Credential"].Split('/');
        if (credential.Length != 5 || credential[0] != accessKey)
        {
            throw new S3Refusal(403, "InvalidAccessKeyId");
        }

        if (credential[2] != region || credential[3] != "s3" || credential[4] != "aws4_request")
        {
            throw new S3Refusal(400, "AuthorizationHeaderMalformed");
        }

        string time = request.Headers["x-amz-date"].ToString();
        CheckTime(time, credential[1]);
        string payload = request.Headers["x-amz-content-sha256"].ToString();
        CheckPayload(payload, body);
        string signed = parts["SignedHeaders"];
        string canonical = Canonical(context, signed, payload);
        string scope = string.Join('/', credential[1..]);
        string text = $"{Algorithm}\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        byte[] key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes("AWS4" + secretKey), credential[1]), region), "s3"), "aws4_request");
        if (Hex(Hmac(key, text)) != parts["Signature"])
        {
            throw new S3Refusal(403, "SignatureDoesNotMatch");
        }
    }

    private static void CheckTime(string time, string day)
    {
        bool isTime = DateTimeOffset.TryParseExact(
            time, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset sent);
        if (!isTime || !time.StartsWith(day, StringComparison.Ordinal))
        {
            throw new S3Refusal(403, "AccessDenied");
        }

        if ((TimeProvider.System.GetUtcNow() - sent).Duration() > LargestSkew)
        {
            throw new S3Refusal(403, "RequestTimeTooSkewed");
        }
    }

    private static void CheckPayload(string payload, byte[] body)
    {
        if (payload.StartsWith("STREAMING-", StringComparison.Ordinal))
        {
            // a store that does not know the framing would keep it inside the object
            throw new S3Refusal(501, "NotImplemented");
        }

        if (payload != "UNSIGNED-PAYLOAD" && payload != Hex(SHA256.HashData(body)))
        {
            throw new S3Refusal(400, "XAmzContentSHA256Mismatch");
        }
    }

    private static string Canonical(HttpContext context, string signed, string payload)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        int mark = target.IndexOf('?', StringComparison.Ordinal);
        string path = mark < 0 ? target : target[..mark];
        IEnumerable<string> query = mark < 0
            ? []
            : target[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=")
                .Order(StringComparer.Ordinal);
        IEnumerable<string> headers = signed.Split(';')
            .Select(name => $"{name}:{string.Join(',', context.Request.Headers[name].Select(value => value?.Trim()))}\n");
        return $"{context.Request.Method}\n{path}\n{string.Join('&', query)}\n{string.Concat(headers)}\n{signed}\n{payload}";
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
