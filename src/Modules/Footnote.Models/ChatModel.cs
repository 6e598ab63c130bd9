using Microsoft.Extensions.AI;

namespace Footnote.Models;

/// <summary>A chat model with the name it is reported by.</summary>
/// <param name="Provider">"openai" for an OpenAI-compatible server, "extractive" for the built-in one.</param>
public sealed record ChatModel(string Name, string Provider, IChatClient Client);
