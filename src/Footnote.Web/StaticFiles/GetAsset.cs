using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Footnote.Web.StaticFiles;

/// <summary>
/// GET /assets/{fingerprint}/{name}. A page of an older version may ask with an older fingerprint: it gets today's file, uncached.
/// </summary>
internal static class GetAsset
{
    public static void Map(IEndpointRouteBuilder routes)
        => routes.MapGet("/assets/{fingerprint}/{name}", Handle).ExcludeFromDescription().AllowAnonymous();

    private static IResult Handle(string fingerprint, string name, AssetStore assets, HttpContext context)
    {
        if (assets.Find(name) is not { } asset)
        {
            return Results.NotFound();
        }

        var isCurrent = string.Equals(fingerprint, assets.Fingerprint, StringComparison.Ordinal);
        var headers = context.Response.Headers;
        headers.CacheControl = isCurrent ? "public, max-age=31536000, immutable" : "no-cache";
        headers.XContentTypeOptions = "nosniff";
        return Results.Bytes(asset.Content, asset.MediaType, entityTag: new EntityTagHeaderValue($"\"{assets.Fingerprint}\""));
    }
}
