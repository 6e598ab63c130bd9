namespace Footnote.Knowledge.Parsing.LlamaParse;

/// <summary>LlamaParse, a parsing service. It is used once it has a key and the operator names whose files may be sent to it.</summary>
public sealed class LlamaParseOptions
{
    /// <summary>The key of a project; empty: the service is not used.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Where the service is.</summary>
    public string BaseUrl { get; set; } = "https://api.cloud.llamaindex.ai";

    /// <summary>Tenants whose files may be sent, by id and separated by commas; * for all.</summary>
    public string Tenants { get; set; } = "";

    /// <summary>Collections whose files may be sent, by id and separated by commas.</summary>
    public string Collections { get; set; } = "";

    /// <summary>The formats that are sent, separated by commas.</summary>
    public string Formats { get; set; } = "pdf,image";

    /// <summary>fast, cost_effective, agentic or agentic_plus.</summary>
    public string Tier { get; set; } = "cost_effective";

    /// <summary>The version of the tier: latest or a date.</summary>
    public string Version { get; set; } = "latest";

    /// <summary>Larger files are not sent.</summary>
    public long MaxBytes { get; set; } = 100L * 1024 * 1024;

    /// <summary>PDF files with more pages are not sent.</summary>
    public int MaxPages { get; set; } = 500;

    /// <summary>How long one request may take.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a file may take from upload to result.</summary>
    public TimeSpan JobTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The first pause between two looks at a job; it grows up to five times this.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Attempts of a request after the first one.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The first pause before another attempt; it doubles. A Retry-After of the service comes first.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>When the service asks for a longer pause than this, the file is read here instead.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the service is left alone when it keeps failing.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(30);

    public bool IsConfigured => ApiKey.Length > 0;
}
