using System.Globalization;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Uploads;
using Footnote.Platform.Errors;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>Checks what a request says about a source and reports every fault.</summary>
internal sealed class SourceCheck(IOptions<KnowledgeOptions> options)
{
    private const int MaximumName = 100;
    private const int MostPatterns = 50;
    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(366);

    public Result<SourceDraft> Check(SourceBody body)
    {
        var faults = new FieldErrors();
        var settings = new SourceSettings
        {
            Folder = body.Folder,
            Website = body.Website,
            S3 = body.S3?.ToSettings(),
            Git = body.Git?.ToSettings(),
        };
        var place = new SettingsCheck(options.Value.Sources, faults);
        var kind = place.Check(settings);
        place.CheckSecret(body.S3?.SecretKey, "s3.secret_key");
        place.CheckSecret(body.Git?.Token, "git.token");
        place.CheckSecret(body.Git?.SshKey, "git.ssh_key");
        var name = body.Name?.Trim() ?? string.Empty;
        faults.AddIf(name.Length == 0, "name", "is required");
        faults.AddIf(name.Length > MaximumName, "name", $"must be at most {MaximumName} characters");
        faults.AddIf(name.Any(char.IsControl), "name", "must not hold control characters");
        var include = Patterns(body.Include, "include", faults);
        var exclude = Patterns(body.Exclude, "exclude", faults);
        var schedule = ScheduleOf(body.Schedule, faults);
        var readers = body.Readers?.Read("readers", options.Value, faults) ?? DocumentReaders.OfTenant;
        var fields = FieldReader.Check(faults, new UploadFields { Category = body.Category, Tags = body.Tags ?? [] });
        return !fields.IsSuccess || kind is null ? (fields.IsSuccess ? faults.ToError() : fields.Error)
            : new SourceDraft(name, kind, settings)
            {
                Secrets = SecretsOf(body),
                CollectionId = body.CollectionId,
                Schedule = schedule,
                Include = include,
                Exclude = exclude,
                Tags = fields.Value.Tags,
                Category = fields.Value.Category,
                Readers = readers,
                IsEnabled = body.Enabled ?? true,
            };
    }

    private static SourceSecrets? SecretsOf(SourceBody body)
    {
        var secrets = new SourceSecrets
        {
            SecretKey = Blank(body.S3?.SecretKey),
            Token = Blank(body.Git?.Token),
            SshKey = Blank(body.Git?.SshKey),
        };
        return secrets.Any ? secrets : null;
    }

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static IReadOnlyList<string> Patterns(IReadOnlyList<string>? patterns, string field, FieldErrors faults)
    {
        faults.AddIf(patterns?.Count > MostPatterns, field, $"must be at most {MostPatterns}");
        faults.AddIf(
            patterns?.Any(pattern => pattern.Trim().Length is 0 or > GlobPattern.MaximumLength || pattern.Any(char.IsControl)) == true,
            field, $"must each be 1 to {GlobPattern.MaximumLength} characters");
        return [.. (patterns ?? []).Select(pattern => pattern.Trim()).Distinct(StringComparer.Ordinal)];
    }

    private SourceSchedule ScheduleOf(ScheduleBody? body, FieldErrors faults)
    {
        TimeSpan? every = null;
        TimeOnly? dailyAt = null;
        if (body?.Every is { } interval)
        {
            var least = options.Value.Sources.MinInterval;
            if (TimeSpan.TryParseExact(interval, "c", CultureInfo.InvariantCulture, out var time)
                && time >= least && time <= LongestInterval)
            {
                every = time;
            }
            else
            {
                faults.Add("schedule.every", $"must be a duration such as 01:00:00, from {least:c} to {LongestInterval:c}");
            }
        }

        if (body?.DailyAt is { } clock)
        {
            if (TimeOnly.TryParseExact(clock, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                dailyAt = time;
            }
            else
            {
                faults.Add("schedule.daily_at", "must be a time such as 03:30, in UTC");
            }
        }

        faults.AddIf(body is { Every: not null, DailyAt: not null }, "schedule", "must hold either every or daily_at");
        return new SourceSchedule(every, dailyAt);
    }
}
