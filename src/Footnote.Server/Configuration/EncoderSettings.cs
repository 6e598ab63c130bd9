using System.ComponentModel.DataAnnotations;
using Footnote.Encoder;
using Footnote.Server.Embedding;

namespace Footnote.Server.Configuration;

/// <summary>Footnote:Encoder - the models inside the server.</summary>
internal sealed class EncoderSettings
{
    public const string Section = "Footnote:Encoder";

    /// <summary>Name of the model's folder.</summary>
    [Required(ErrorMessage = "must name a folder under models")]
    [RegularExpression(@"[\w.\-]+", ErrorMessage = "must be the name of a folder, not a path")]
    public string Model { get; set; } = "granite-embedding-30m-english";

    /// <summary>Int8 needs a quarter of the memory of Fp32 and is faster.</summary>
    public Precision Precision { get; set; } = Precision.Int8;

    /// <summary>
    /// The model that reads question and passage together before chat answers: a folder, or the name of one under models. Empty does
    /// without; it takes about 100 MB of memory.
    /// </summary>
    public string CrossEncoder { get; set; } = ModelFolders.DefaultCrossEncoder;

    /// <summary>Threads for embedding documents; 0 takes one per processor.</summary>
    [Range(0, 256, ErrorMessage = "must be between 0 and 256")]
    public int Threads { get; set; }

    /// <summary>
    /// How long a question may wait for others to be embedded with while others are in flight already; a lone one never waits.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.100", ErrorMessage = "must be between 00:00:00 and 00:00:00.100")]
    public TimeSpan QueryWindow { get; set; } = TimeSpan.FromMilliseconds(2);
}
