using System.ComponentModel.DataAnnotations;

namespace Footnote.Knowledge.Sources;

/// <summary>Section Footnote:Knowledge:Sources - places outside that documents are kept in step with.</summary>
public sealed class SourceOptions : IValidatableObject
{
    private const int KeyBytes = 32;

    /// <summary>Folders of this machine that administrators may read documents from, with all below them; empty allows none.</summary>
    public string[] AllowedFolders { get; set; } = [];

    /// <summary>Hosts of private networks that sources may reach: "wiki.internal" or "10.0.0.5:8080". All others must be public.</summary>
    public string[] AllowedPrivateHosts { get; set; } = [];

    /// <summary>Kinds of addresses of Git repositories that are allowed: https, ssh, file (inside the allowed folders).</summary>
    public string[] GitProtocols { get; set; } = ["https"];

    /// <summary>The shortest interval a schedule may ask for.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan MinInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs at once in this process; 0 runs none here.</summary>
    [Range(0, 16)]
    public int Workers { get; set; } = 1;

    /// <summary>How long a run belongs to a process without a sign of life.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest a run may take.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan MaxRunTime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Items a source may have; a larger one fails and nothing is deleted.</summary>
    [Range(1, 1_000_000)]
    public int MaxItems { get; set; } = 20_000;

    /// <summary>Sources an organisation may have.</summary>
    [Range(1, 10_000)]
    public int MaxSources { get; set; } = 100;

    /// <summary>A run that misses more than this share of a source's documents deletes none of them and is suspicious.</summary>
    [Range(0.0, 1.0)]
    public double MaxMissingShare { get; set; } = 0.3;

    /// <summary>As many documents may be missing without suspicion, unless nothing is left at all.</summary>
    [Range(0, 1_000_000)]
    public int MissingTolerance { get; set; } = 5;

    /// <summary>Runs kept in the history of a source.</summary>
    [Range(1, 10_000)]
    public int RunsKept { get; set; } = 50;

    /// <summary>How robots.txt knows this server, and what it calls itself at web sites.</summary>
    [RegularExpression(@"[A-Za-z][A-Za-z0-9_-]{0,60}", ErrorMessage = "must be a word of letters, digits, _ and -")]
    public string RobotName { get; set; } = "FootnoteBot";

    /// <summary>The shortest pause between two requests to a web site.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan WebPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long fetching one page may take, its body included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan WebTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest page or file fetched from a web site, in bytes after unpacking.</summary>
    [Range(1024, 4L * 1024 * 1024 * 1024)]
    public long WebMaxBytes { get; set; } = 20L * 1024 * 1024;

    /// <summary>How long one command of git may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan GitTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The largest pack of a Git repository, in bytes.</summary>
    [Range(1_000_000, 1_000_000_000_000)]
    public long GitMaxBytes { get; set; } = 2_000_000_000;

    /// <summary>Seals the secrets of sources: 32 bytes in base64; empty uses a key generated into the data folder, which servers of one
    /// database do not share.</summary>
    public string EncryptionKey { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var folder in AllowedFolders.Where(folder => !Path.IsPathFullyQualified(folder)))
        {
            yield return new ValidationResult($"'{folder}' is not a full path", [nameof(AllowedFolders)]);
        }

        foreach (var protocol in GitProtocols.Where(protocol => protocol is not ("https" or "ssh" or "file")))
        {
            yield return new ValidationResult($"'{protocol}' is not one of https, ssh, file", [nameof(GitProtocols)]);
        }

        var key = new byte[KeyBytes + 1];
        if (EncryptionKey.Length > 0 && !(Convert.TryFromBase64String(EncryptionKey, key, out var length) && length == KeyBytes))
        {
            yield return new ValidationResult("must be 32 bytes in base64", [nameof(EncryptionKey)]);
        }
    }
}
