using System.ComponentModel.DataAnnotations;

namespace Footnote.Chat;

/// <summary>Section Footnote:Chat.</summary>
public sealed class ChatOptions
{
    /// <summary>Passages an answer may be made from.</summary>
    [Range(1, 50)]
    public int PassageLimit { get; set; } = 8;

    /// <summary>Passages shown when no answer was found.</summary>
    [Range(0, 20)]
    public int NearestLimit { get; set; } = 3;

    /// <summary>Answers generated at the same time by this server.</summary>
    [Range(1, 1000)]
    public int MaxConcurrentAnswers { get; set; } = 8;

    /// <summary>Questions that may wait in this server.</summary>
    [Range(1, 100_000)]
    public int MaxWaitingAnswers { get; set; } = 200;

    /// <summary>Questions of one conversation that may wait or be answered.</summary>
    [Range(1, 100)]
    public int MaxWaitingPerConversation { get; set; } = 4;

    /// <summary>Earlier questions and answers a model gets to read.</summary>
    [Range(0, 50)]
    public int HistoryTurns { get; set; } = 5;

    /// <summary>Tokens of earlier turns, roughly.</summary>
    [Range(0, 100_000)]
    public int HistoryTokens { get; set; } = 1500;

    /// <summary>The longest an answer may take.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>How long the events of an answer are kept.</summary>
    public TimeSpan EventRetention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an Idempotency-Key is remembered.</summary>
    public TimeSpan IdempotencyRetention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>A silent stream says that it lives.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a server that stopped without a word keeps its answers open.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(20);
}
