using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Footnote.Server.Composition;

/// <summary>The OpenAPI document at /openapi/v1.json, made from the endpoints.</summary>
internal static class ContractComposition
{
    public static void AddContract(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => !description.ActionDescriptor.EndpointMetadata.OfType<VersionedCopy>().Any();
        options.AddDocumentTransformer(Describe);
    });

    public static void MapContract(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "Footnote";
        document.Info.Version = "v1";
        document.Info.Description =
            "Answers questions from your own documents, with footnotes that were checked. Every path is also served under /v1. "
            + "Send an access token as 'Authorization: Bearer ...'. "
            + "Errors are problem details (RFC 9457) with code, message, details and request_id.";

        // The address is the reader's business and would differ from machine to machine.
        document.Servers?.Clear();
        return Task.CompletedTask;
    }
}
