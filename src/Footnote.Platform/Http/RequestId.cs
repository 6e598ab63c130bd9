using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Footnote.Platform.Http;

/// <summary>The id of a request: the caller's X-Request-ID when it is usable, else the trace id.</summary>
public static class RequestId
{
    public const string Header = "X-Request-ID";
    public const int MaxLength = 128;
    private static readonly object ItemKey = new();

    public static string GetRequestId(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Items.TryGetValue(ItemKey, out var known) && known is string id)
        {
            return id;
        }

        var given = context.Request.Headers[Header].ToString();
        id = IsUsable(given) ? given : Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
        context.Items[ItemKey] = id;
        return id;
    }

    /// <summary>1 to 128 visible ASCII characters.</summary>
    internal static bool IsUsable(string value) => value.Length is > 0 and <= MaxLength && value.All(c => c is > ' ' and <= '~');
}
