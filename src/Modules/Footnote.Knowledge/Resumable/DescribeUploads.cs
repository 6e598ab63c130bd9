using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Resumable;

/// <summary>OPTIONS /uploads: what of the tus protocol the server speaks.</summary>
internal static class DescribeUploads
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMethods("/uploads", [HttpMethods.Options], Handle)
            .WithName("DescribeUploads")
            .WithSummary("Tells version, extensions and limits of resumable uploads.")
            .Produces(StatusCodes.Status204NoContent);

    private static IResult Handle(HttpContext context, IOptions<KnowledgeOptions> options)
    {
        var headers = context.Response.Headers;
        headers[TusHeaders.Resumable] = TusHeaders.Version;
        headers["Tus-Version"] = TusHeaders.Version;
        headers["Tus-Extension"] = "creation,termination,expiration,checksum";
        headers["Tus-Max-Size"] = options.Value.MaxUploadBytes.ToString(CultureInfo.InvariantCulture);
        headers["Tus-Checksum-Algorithm"] = TusChecksum.Algorithms;
        return Results.NoContent();
    }
}
