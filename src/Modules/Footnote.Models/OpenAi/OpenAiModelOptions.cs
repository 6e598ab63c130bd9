namespace Footnote.Models.OpenAi;

/// <summary>A model behind an OpenAI-compatible server.</summary>
public sealed class OpenAiModelOptions
{
    /// <summary>
    /// Where its API starts, such as https://api.openai.com/v1 or http://localhost:11434/v1. Empty: the model is not used.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>The model's name at the server.</summary>
    public string Model { get; set; } = "";

    /// <summary>Sent as bearer token; empty for servers that need none.</summary>
    public string ApiKey { get; set; } = "";

    public bool IsConfigured => BaseUrl.Length > 0 || Model.Length > 0;
}
