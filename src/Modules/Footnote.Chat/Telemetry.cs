using System.Diagnostics.Metrics;

namespace Footnote.Chat;

/// <summary>What this module measures.</summary>
internal sealed class Telemetry
{
    public const string MeterName = "Footnote.Chat";

    private readonly Histogram<double> _answers;

    public Telemetry(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _answers = meter.CreateHistogram<double>(
            "footnote.chat.answer.duration", "s", "Time from question to whole answer, by outcome and model.");
    }

    public void Answered(double milliseconds, string outcome, string? model) => _answers.Record(
        milliseconds / 1000,
        new KeyValuePair<string, object?>("outcome", outcome),
        new KeyValuePair<string, object?>("model", model ?? "none"));
}
