using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Hosting;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Footnote.Platform.Http;

/// <summary>Translates exceptions that end a request into errors; null means a bug.</summary>
internal static partial class RequestFaults
{
    private static readonly string[] Required = ["is required"];
    private static readonly TimeSpan DatabaseRetry = TimeSpan.FromSeconds(5);

    public static Error? Translate(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => FromJson(json),
        BadHttpRequestException request => FromRequest(request),
        JsonException json => FromJson(json),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => StorageFull(),
        IOException fault when DiskFaults.IsFull(fault) => StorageFull(),
        NpgsqlException { IsTransient: true } => DatabaseUnavailable(),
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => DatabaseUnavailable(),
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } => DatabaseUnavailable(),
        NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException } => DatabaseUnavailable(),
        DatabaseNotConnectedException => DatabaseUnavailable(),
        KnownFaultException known => known.Error,
        _ => null,
    };

    private static Error StorageFull() =>
        new(ErrorCodes.StorageFull, "The server has no space left to store this. Nothing was changed; tell its administrator.", 507);

    private static Error DatabaseUnavailable() =>
        new(
            ErrorCodes.DatabaseUnavailable,
            "The database does not answer just now. Try again in a few seconds.",
            503)
        { RetryAfter = DatabaseRetry };

    private static Error FromRequest(BadHttpRequestException fault)
    {
        if (fault.StatusCode != StatusCodes.Status400BadRequest)
        {
            return StatusErrors.For(fault.StatusCode) ?? new Error(
                ErrorCodes.BadRequest, "The request could not be read.", fault.StatusCode);
        }

        if (MissingBody().IsMatch(fault.Message))
        {
            return new Error(ErrorCodes.InvalidJson, "The request needs a JSON body.", 400);
        }

        var match = Parameter().Match(fault.Message);
        return match.Success
            ? Error.Validation(
                JsonNamingPolicy.SnakeCaseLower.ConvertName(match.Groups[2].Value), ParameterMessage(fault, match.Groups[1].Value))
            : new Error(ErrorCodes.BadRequest, "The request could not be read.", 400);
    }

    private static string ParameterMessage(BadHttpRequestException fault, string type) =>
        fault.Message.StartsWith("Required", StringComparison.Ordinal) ? "is required" : TypeMessage(type);

    private static Error FromJson(JsonException fault)
    {
        if (fault is not InvalidTextException && (fault.InnerException is JsonException || fault.Path is null or ""))
        {
            var line = (fault.LineNumber ?? 0) + 1;
            var column = (fault.BytePositionInLine ?? 0) + 1;
            return new Error(
                ErrorCodes.InvalidJson,
                string.Create(CultureInfo.InvariantCulture, $"The body is not valid JSON: line {line}, byte {column}."),
                400);
        }

        var missing = MissingProperties().Match(fault.Message);
        if (missing.Success)
        {
            return Error.Validation(Quoted().Matches(missing.Groups[1].Value)
                .Select(name => name.Groups[1].Value)
                .Distinct(StringComparer.Ordinal)
                .ToDictionary(name => name, _ => Required, StringComparer.Ordinal));
        }

        return Error.Validation(FieldOf(fault.Path), FieldMessage(fault));
    }

    private static string FieldOf(string? path)
    {
        var field = (path ?? string.Empty).TrimStart('$').TrimStart('.');
        return field.Length == 0 ? "body" : field;
    }

    private static string FieldMessage(JsonException fault)
    {
        if (fault is InvalidTextException)
        {
            var end = fault.Message.IndexOf(" Path:", StringComparison.Ordinal);
            return end < 0 ? fault.Message : fault.Message[..end].TrimEnd('.');
        }

        if (fault.Message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return "is not a known field";
        }

        if (fault.Message.StartsWith("Duplicate", StringComparison.Ordinal))
        {
            return "occurs more than once";
        }

        var type = ConvertedType().Match(fault.Message);
        return type.Success ? ValueMessage(fault.InnerException, type.Groups[1].Value) : "must not be null";
    }

    /// <summary>
    /// For parameters of a constructor the serializer names the record and not the parameter's type; the inner fault tells more.
    /// </summary>
    private static string ValueMessage(Exception? inner, string type)
    {
        var reason = inner?.Message ?? string.Empty;
        return reason switch
        {
            _ when reason.EndsWith("as a number.", StringComparison.Ordinal) => "must be a number",
            _ when reason.EndsWith("as a boolean.", StringComparison.Ordinal) => "must be true or false",
            _ when reason.EndsWith("as a string.", StringComparison.Ordinal) => "must be a string",
            _ when reason.Contains(" Guid", StringComparison.Ordinal) => "must be a UUID",
            _ when reason.Contains(" DateOnly", StringComparison.Ordinal) => "must be a date such as 2026-01-31",
            _ when reason.Contains(" DateTime", StringComparison.Ordinal) => "must be a time such as 2026-01-31T12:00:00Z",
            _ when reason.Contains(" an Int", StringComparison.Ordinal) => "must be a whole number",
            _ => TypeMessage(type),
        };
    }

    private static string TypeMessage(string type)
    {
        return type switch
        {
            _ when Has("Guid") => "must be a UUID",
            _ when Has("String") => "must be a string",
            _ when Has("bool") => "must be true or false",
            _ when Has("Int") || Has("long") => "must be a whole number",
            _ when Has("Double") || Has("Single") || Has("Decimal") => "must be a number",
            _ when Has("DateOnly") => "must be a date such as 2026-01-31",
            _ when Has("Date") => "must be a time such as 2026-01-31T12:00:00Z",
            _ => "has the wrong type",
        };

        bool Has(string word) => type.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex("parameter \"(\\S+) (\\w+)\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex("was not provided from body|Implicit body inferred", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingBody();

    [GeneratedRegex("missing required properties including: (.*)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingProperties();

    [GeneratedRegex("'([^']+)'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("could not be converted to ([^ ]+?)\\.? Path", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ConvertedType();
}
