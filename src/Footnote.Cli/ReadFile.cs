using System.Globalization;
using Footnote.Knowledge.Reading;

namespace Footnote.Cli;

/// <summary>What the readers made of one file.</summary>
internal sealed record ReadFile(
    string File,
    string Status,
    string Format,
    int? Pages,
    int Characters,
    string Language,
    IReadOnlyList<ReadFileNote> Warnings,
    ReadFileNote? Error,
    ReadingReport Report,
    string? Text)
{
    public static ReadFile From(string file, ReadingOutcome outcome) => new(
        file,
        StatusOf(outcome.Status),
        outcome.Format.ToString().ToLowerInvariant(),
        outcome.Pages,
        outcome.Document?.Text.Length ?? 0,
        outcome.Language,
        [.. outcome.Warnings.Select(warning => new ReadFileNote(warning.Code, warning.Message))],
        outcome.ErrorCode is { } code ? new ReadFileNote(code, outcome.ErrorMessage ?? string.Empty) : null,
        ReadingReport.Of(outcome),
        outcome.Document?.Text);

    public string Summary()
    {
        var pages = Pages is { } count ? string.Create(CultureInfo.InvariantCulture, $", {count} pages") : string.Empty;
        var error = Error is { } fault ? $", {fault.Code}: {fault.Message}" : string.Empty;
        var notes = Warnings.Select(warning => $"\n  warning {warning.Code}: {warning.Message}");
        return $"{File}: {Status}, {Format}{pages}, {Characters} characters, language {Language}{error}{string.Concat(notes)}";
    }

    /// <summary>The status a document with this outcome gets.</summary>
    private static string StatusOf(ReadingStatus status) => status switch
    {
        ReadingStatus.Completed => "completed",
        ReadingStatus.NeedsOcr => "needs_ocr",
        _ => "failed",
    };
}
