using System.Text.Json;
using System.Text.Json.Serialization;

namespace Footnote.Client;

/// <summary>The JSON rules of the wire: snake_case names, absent members instead of null ones.</summary>
public static class FootnoteJson
{
    /// <summary>Shared, read-only options. Unknown members are ignored, so an older client reads a newer server.</summary>
    public static JsonSerializerOptions Options { get; } = CreateOptions();

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
