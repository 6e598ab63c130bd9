using System.Text;
using System.Text.RegularExpressions;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Ocr;

namespace Footnote.Knowledge.Tests.Reading;

public sealed partial class ManifestTests(ITestOutputHelper output)
{
    private const double WordShare = 0.9;
    // the reference of this file was read in the wrong code page; the Japanese text comes out right here
    private const string WrongReference = "tika_testRTFJapanese.rtf";
    private static readonly FileReader Reader =
        new(new ReadingLimits { Time = TimeSpan.FromMinutes(1) }, new OcrSettings(), TimeProvider.System);

    [Fact]
    public async Task Reader_of_every_file_of_the_manifest_behaves_as_it_says()
    {
        var faults = new StringBuilder();
        foreach (var entry in SharedDocuments.Manifest())
        {
            var path = Path.Combine(SharedDocuments.Root, entry.File);
            var outcome = await Reader.ReadAsync(path, Path.GetFileName(entry.File), password: null, TestContext.Current.CancellationToken);
            var fault = Judge(entry, outcome);
            var verdict = fault is null ? "pass" : "differs";
            output.WriteLine($"{verdict} {entry.Behaviour,-20} {entry.File,-50} {outcome.Format} {outcome.Status} {outcome.ErrorCode}");
            faults.Append(fault is null ? string.Empty : $"\n{entry.File}: {fault}");
        }

        Assert.Equal(string.Empty, faults.ToString());
    }

    [Fact]
    public async Task Reader_with_the_password_of_the_manifest_opens_protected_files()
    {
        foreach (var entry in SharedDocuments.Manifest().Where(entry => entry.Password is not null))
        {
            var path = Path.Combine(SharedDocuments.Root, entry.File);
            var outcome = await Reader.ReadAsync(path, Path.GetFileName(entry.File), entry.Password, TestContext.Current.CancellationToken);
            Assert.Null(CheckText(entry, outcome));
            var wrong = await Reader.ReadAsync(path, Path.GetFileName(entry.File), "not it", TestContext.Current.CancellationToken);
            Assert.Equal((ReadingStatus.Failed, "ENCRYPTED"), (wrong.Status, wrong.ErrorCode));
        }
    }

    [Fact]
    public async Task Reader_of_mail_decodes_every_transfer_encoding()
    {
        var folder = Path.Combine(SharedDocuments.Root, "..", "mail_spamassassin");
        var faults = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(folder, "*.eml").Order(StringComparer.Ordinal))
        {
            var outcome = await Reader.ReadAsync(path, Path.GetFileName(path), password: null, TestContext.Current.CancellationToken);
            var text = outcome.Document?.Text ?? string.Empty;
            var isUndecoded = text.Contains("=3D", StringComparison.Ordinal) || EncodedWord().IsMatch(text) || Base64Line().Matches(text)
                .Any(match => match.Value.Any(char.IsLower) && match.Value.Any(char.IsUpper));
            var fault = outcome.Status != ReadingStatus.Completed ? outcome.ErrorCode : text.Contains('\uFFFD') ? "replacement"
                : isUndecoded ? "undecoded" : null;
            output.WriteLine($"{fault ?? "pass"} {Path.GetFileName(path)} {outcome.Format} {text.Length}");
            faults.Append(fault is null ? string.Empty : $"\n{Path.GetFileName(path)}: {fault}");
        }

        Assert.Equal(string.Empty, faults.ToString());
    }

    private static string? Judge(ManifestEntry entry, ReadingOutcome outcome) => entry.Behaviour switch
    {
        "text" or "text-no-network" => CheckText(entry, outcome),
        "no-text-layer" => outcome is { Status: ReadingStatus.NeedsOcr } or { Status: ReadingStatus.Completed, OcrPages.Count: > 0 }
            ? null : "must need OCR or be completed by it",
        "reject" => outcome is { Status: ReadingStatus.Failed, ErrorCode: not null } ? null : "must fail",
        "reject-or-password" => outcome is { Status: ReadingStatus.Failed, ErrorCode: "ENCRYPTED" } ? null : "must be ENCRYPTED",
        "unsupported-or-text" => outcome.ErrorCode == "UNSUPPORTED" ? null : CheckText(entry, outcome),
        "policy" => outcome.Status is ReadingStatus.Completed or ReadingStatus.Failed ? null : "must complete or fail",
        "any-no-crash" => null,
        _ => $"unknown behaviour {entry.Behaviour}",
    };

    private static string? CheckText(ManifestEntry entry, ReadingOutcome outcome)
    {
        if (outcome.Status != ReadingStatus.Completed || outcome.Document is null)
        {
            return $"{outcome.Status} {outcome.ErrorCode}: {outcome.ErrorMessage}";
        }

        if (entry.Reference is null || entry.File.EndsWith(WrongReference, StringComparison.Ordinal))
        {
            return outcome.Document.Text.Length > 0 ? null : "no text";
        }

        var expected = Words(File.ReadAllText(Path.Combine(SharedDocuments.Root, entry.Reference)));
        var actual = Words(outcome.Document.Text + " " + outcome.Document.Title);
        var missing = expected.Where(word => !actual.Contains(word)).ToList();
        return missing.Count <= expected.Count * (1 - WordShare)
            ? null
            : $"{missing.Count} of {expected.Count} words are missing: {string.Join(' ', missing.Take(12))}";
    }

    private static HashSet<string> Words(string text) =>
        // a soft hyphen is a place where a word may break, not the end of one
        Word().Matches(text.Replace("\u00AD", string.Empty, StringComparison.Ordinal)).Select(match => match.Value.ToLowerInvariant())
            .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"[\p{L}\p{N}]{3,}", RegexOptions.None, 2000)]
    private static partial Regex Word();

    [GeneratedRegex(@"=\?[A-Za-z0-9-]+\?[BQbq]\?", RegexOptions.None, 2000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"[A-Za-z0-9+/]{60,}={0,2}", RegexOptions.None, 2000)]
    private static partial Regex Base64Line();
}
