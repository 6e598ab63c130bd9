using System.Text.Json;
using Footnote.Knowledge.Access;

namespace Footnote.Knowledge.Uploads;

/// <summary>What an upload may say beside the plain fields, not yet checked.</summary>
internal sealed record UploadExtras(string Source, IReadOnlyDictionary<string, JsonElement>? Custom, ReadersRequest? Readers);
