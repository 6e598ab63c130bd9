using System.Text.Json;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>JSON and JSON lines: the plain values of an object become one row with their names; what is nested follows under its
/// path.</summary>
internal sealed class JsonReader : IFormatReader
{
    private const int MaximumDepth = 64;
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = MaximumDepth,
    };

    public async Task ReadAsync(ReadingContext context, CancellationToken cancellationToken)
    {
        var text = TextDecoder.Decode(await File.ReadAllBytesAsync(context.Path, cancellationToken)).Text;
        if (TryWrite(text, context, cancellationToken))
        {
            return;
        }

        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var bad = lines.Count(line => !TryWrite(line, context, cancellationToken));
        if (bad == lines.Length)
        {
            context.Warn("NOT_JSON", "The file is not valid JSON and was read as plain text.");
            PlainTextReader.Write(text, context.Builder, cancellationToken);
        }
        else if (bad > 0)
        {
            context.Warn("LINES_SKIPPED", $"{bad} of {lines.Length} lines are not valid JSON and were left out.");
        }
    }

    private static bool TryWrite(string json, ReadingContext context, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            Write(document.RootElement, string.Empty, context.Builder, cancellationToken);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Write(JsonElement element, string path, DocumentBuilder builder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (element.ValueKind == JsonValueKind.Object)
        {
            WriteObject(element, path, builder, cancellationToken);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            WriteArray(element, path, builder, cancellationToken);
        }
        else
        {
            builder.TableRow(Named(path, element));
        }
    }

    private static void WriteObject(JsonElement element, string path, DocumentBuilder builder, CancellationToken cancellationToken)
    {
        var plain = element.EnumerateObject().Where(property => IsPlain(property.Value)).ToList();
        builder.TableRow(TableRowText.Format(
            [.. plain.Select(property => Plain(property.Value))], [.. plain.Select(property => Join(path, property.Name))]));
        foreach (var property in element.EnumerateObject().Where(property => !IsPlain(property.Value)))
        {
            Write(property.Value, Join(path, property.Name), builder, cancellationToken);
        }
    }

    private static void WriteArray(JsonElement element, string path, DocumentBuilder builder, CancellationToken cancellationToken)
    {
        var plain = element.EnumerateArray().Where(IsPlain).Select(Plain).ToList();
        if (plain.Count > 0)
        {
            builder.TableRow(TableRowText.Format([string.Join(", ", plain)], [path]));
        }

        foreach (var item in element.EnumerateArray().Where(item => !IsPlain(item)))
        {
            Write(item, path, builder, cancellationToken);
        }
    }

    private static bool IsPlain(JsonElement element) => element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);

    private static string Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString() ?? string.Empty,
        JsonValueKind.Null => string.Empty,
        _ => element.GetRawText(),
    };

    private static string Named(string path, JsonElement element) => TableRowText.Format([Plain(element)], [path]);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
