using Footnote.Platform.Errors;

namespace Footnote.Platform.Http;

/// <summary>The errors behind bare status codes, such as those of routing.</summary>
internal static class StatusErrors
{
    public static Error? For(int status) => status switch
    {
        400 => new Error(ErrorCodes.BadRequest, "The request could not be understood.", 400),
        401 => Error.Unauthenticated(),
        403 => Error.Forbidden("This needs a permission that you do not have."),
        404 => new Error(ErrorCodes.NotFound, "There is nothing at this address.", 404),
        405 => new Error(ErrorCodes.MethodNotAllowed, "This address does not support that method; see the Allow header.", 405),
        406 => new Error(ErrorCodes.NotAcceptable, "None of the media types in Accept can be produced.", 406),
        408 => new Error(ErrorCodes.RequestTimeout, "The request did not arrive in time.", 408),
        413 => new Error(ErrorCodes.PayloadTooLarge, "The request body is too large.", 413),
        415 => new Error(ErrorCodes.UnsupportedMediaType, "The media type of the body is not supported here; send application/json.", 415),
        _ => null,
    };
}
