using System.Globalization;
using System.Text.Json;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Documents;

/// <summary>Says where a body stopped being JSON.</summary>
internal static class JsonFaults
{
    public static Error ToError(JsonException exception) => new(
        ErrorCodes.InvalidJson,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The body is not valid JSON for this request (line {exception.LineNumber + 1}, position {exception.BytePositionInLine + 1}, {exception.Path ?? "$"})."),
        400);
}
