using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Footnote.Knowledge.Indexing;

namespace Footnote.Knowledge.Vectors.Pinecone;

/// <summary>Cuts rows into bodies of upserts that keep to the service's limits: 1000 vectors and 2 MB a request.</summary>
internal static class PineconeBatches
{
    private const int MaxRows = 1000;
    private const int MaxBytes = 1_900_000;

    public static IEnumerable<ReadOnlyMemory<byte>> Of(string space, IEnumerable<VectorRow> rows, long written)
    {
        var head = Encoding.UTF8.GetBytes($$"""{"namespace":"{{space}}","vectors":[""");
        var body = Begin(head);
        var count = 0;
        foreach (var row in rows)
        {
            var vector = Vector(row, written);
            if (count == MaxRows || (count > 0 && body.WrittenCount + vector.Length + 3 > MaxBytes))
            {
                yield return End(body);
                (body, count) = (Begin(head), 0);
            }

            if (count > 0)
            {
                body.Write(","u8);
            }

            body.Write(vector.Span);
            count++;
        }

        if (count > 0)
        {
            yield return End(body);
        }
    }

    private static ArrayBufferWriter<byte> Begin(byte[] head)
    {
        var body = new ArrayBufferWriter<byte>();
        body.Write(head);
        return body;
    }

    private static ReadOnlyMemory<byte> End(ArrayBufferWriter<byte> body)
    {
        body.Write("]}"u8);
        return body.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> Vector(VectorRow row, long written)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("id", row.Ordinal.ToString(CultureInfo.InvariantCulture));
        json.WriteStartArray("values");
        foreach (var value in row.Vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
        json.WriteStartObject("metadata");
        json.WriteNumber(PineconeFields.Ordinal, row.Ordinal);
        json.WriteNumber(PineconeFields.Written, written);
        WriteDocument(json, row.Document);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>What is not known is left out: the service takes no null.</summary>
    private static void WriteDocument(Utf8JsonWriter json, IndexedDocument document)
    {
        json.WriteString(PineconeFields.Document, document.Id.ToString("D"));
        if (document.CollectionId is { } collection)
        {
            json.WriteString(PineconeFields.Collection, collection.ToString("D"));
        }

        WriteTexts(json, PineconeFields.Readers, document.Readers.Count > PineconeFields.MaxReaders ? [PineconeFields.AnyReader]
            : document.Readers);
        if (document.Category is { } category)
        {
            json.WriteString(PineconeFields.Category, category.ToUpperInvariant());
        }

        WriteTexts(json, PineconeFields.Tags, document.Tags.Select(tag => tag.ToUpperInvariant()));
        json.WriteString(PineconeFields.Source, document.Source);
        json.WriteNumber(PineconeFields.CreatedOn, DayNumber.Of(DateOnly.FromDateTime(document.CreatedAt.UtcDateTime)));
        if (document.DocumentDate is { } day)
        {
            json.WriteNumber(PineconeFields.DocumentOn, DayNumber.Of(day));
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
