using System.Text.Json;
using Footnote.Platform.Http;

namespace Footnote.Chat.Streaming;

/// <summary>One event of an answer's stream. Numbers rise by one from 1.</summary>
internal sealed record StreamEvent(int Number, string Type, string Data)
{
    public const string Retrieval = "retrieval";
    public const string Delta = "delta";
    public const string Citation = "citation";
    public const string Usage = "usage";
    public const string Done = "done";
    public const string Fault = "error";

    public bool IsLast => Type is Done or Fault;

    /// <summary>An event that has no number yet.</summary>
    public static StreamEvent Of(string type, object data) => new(0, type, JsonSerializer.Serialize(data, JsonDefaults.Options));
}
