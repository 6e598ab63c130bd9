namespace Footnote.Client;

/// <summary>
/// A problem as the server writes it (RFC 9457 with the members <c>code</c>, <c>message</c>, <c>details</c>, <c>request_id</c>).
/// </summary>
/// <param name="Code">Stable, UPPER_SNAKE.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">Short name of the kind of problem.</param>
/// <param name="Detail">Sentence about this occurrence.</param>
/// <param name="Message">Sentence about this occurrence, fit to be shown; usually equal to <paramref name="Detail"/>.</param>
/// <param name="Details">Faults by field, for validation problems.</param>
/// <param name="RequestId">Identifies the request in the server's log.</param>
public sealed record ApiProblem(
    string Code,
    int Status,
    string? Title = null,
    string? Detail = null,
    string? Message = null,
    IReadOnlyDictionary<string, string[]>? Details = null,
    string? RequestId = null);
