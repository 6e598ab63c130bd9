using System.Globalization;
using System.Text.RegularExpressions;
using Footnote.Knowledge.Sources.Folders;
using Footnote.Knowledge.Sources.Web;
using Footnote.Platform.Errors;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>Checks where a source is, so far as that can be told without going there.</summary>
internal sealed partial class SettingsCheck(SourceOptions limits, FieldErrors faults)
{
    private const int MostPages = 5000;
    private const int MostDepth = 20;
    private const int MostTypes = 20;
    private const int MaximumPath = 1000;
    private const int MaximumSecret = 16_000;

    /// <summary>The kind of the one place that is named; null when there is none or several.</summary>
    public string? Check(SourceSettings settings)
    {
        var kinds = new[]
        {
            settings.Folder is null ? null : SourceKind.Folder,
            settings.Website is null ? null : SourceKind.Website,
            settings.S3 is null ? null : SourceKind.Bucket,
            settings.Git is null ? null : SourceKind.Repository,
        }.OfType<string>().ToArray();
        if (kinds is not [var kind])
        {
            faults.Add(kinds.Length == 0 ? "folder" : kinds[1], "exactly one of folder, website, s3 and git must be given");
            return null;
        }

        CheckFolder(settings.Folder);
        CheckWebsite(settings.Website);
        CheckBucket(settings.S3);
        CheckRepository(settings.Git);
        return kind;
    }

    public void CheckSecret(string? secret, string field) =>
        faults.AddIf(secret?.Length > MaximumSecret, field, $"must be at most {MaximumSecret} characters");

    private void CheckFolder(FolderSettings? folder)
    {
        if (folder is not null)
        {
            faults.AddIf(new AllowedFolders(limits.AllowedFolders).Resolve(folder.Path) is null, "folder.path",
                "must be an existing folder inside one of those that the operator allows (Footnote:Knowledge:Sources:AllowedFolders)");
        }
    }

    private void CheckWebsite(WebsiteSettings? site)
    {
        if (site is null)
        {
            return;
        }

        faults.AddIf(
            !Uri.TryCreate(site.Url, UriKind.Absolute, out var address) || PageAddress.Normalize(address) is null,
            "website.url", "must be an http or https address without a password, of at most 2000 characters");
        faults.AddIf(site.MaxDepth is < 0 or > MostDepth, "website.max_depth", Between(0, MostDepth));
        faults.AddIf(site.MaxPages is < 1 or > MostPages, "website.max_pages", Between(1, MostPages));
        faults.AddIf(
            site.ContentTypes is { Count: 0 or > MostTypes } || site.ContentTypes?.Any(type => !MediaType().IsMatch(type)) == true,
            "website.content_types", $"must be 1 to {MostTypes} media types such as text/html");
    }

    private void CheckBucket(BucketSettings? bucket)
    {
        if (bucket is null)
        {
            return;
        }

        faults.AddIf(!BucketName().IsMatch(bucket.Bucket), "s3.bucket", "must be a name of 3 to 255 letters, digits, dots, _ and -");
        faults.AddIf(!RegionName().IsMatch(bucket.Region), "s3.region", "must be a region such as eu-central-1");
        faults.AddIf(bucket.Prefix.Length > MaximumPath, "s3.prefix", $"must be at most {MaximumPath} characters");
        faults.AddIf(
            bucket.Endpoint is not null
                && !(Uri.TryCreate(bucket.Endpoint, UriKind.Absolute, out var address) && PageFetcher.IsFetchable(address)),
            "s3.endpoint", "must be an address such as https://minio.example:9000");
    }

    private void CheckRepository(RepositorySettings? repository)
    {
        if (repository is null)
        {
            return;
        }

        faults.AddIf(!IsRepository(repository.Url), "git.url",
            $"must be an address of a kind that the operator allows: {string.Join(", ", limits.GitProtocols)}; without a password");
        faults.AddIf(
            repository.Branch is { } branch && (!BranchName().IsMatch(branch) || branch.Contains("..", StringComparison.Ordinal)),
            "git.branch", "must be the name of a branch");
        faults.AddIf(
            repository.Path.Length > MaximumPath || repository.Path.Split('/').Contains("..") || repository.Path.Any(char.IsControl),
            "git.path", "must be a folder inside the repository");
        faults.AddIf(repository.UserName?.Any(letter => char.IsControl(letter) || letter == ':') == true, "git.user_name",
            "must not hold control characters or colons");
    }

    private bool IsRepository(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || text.Length > MaximumPath || text.StartsWith('-')
            || address.UserInfo.Contains(':', StringComparison.Ordinal) || text.Any(char.IsControl))
        {
            return false;
        }

        var isPlain = address.Scheme == "http" && new PrivateHosts(limits.AllowedPrivateHosts).Allows(address.Host, address.Port);
        return isPlain || limits.GitProtocols.Contains(address.Scheme, StringComparer.Ordinal);
    }

    private static string Between(int least, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"must be between {least} and {most}");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{2,254}$", RegexOptions.NonBacktracking)]
    private static partial Regex BucketName();

    [GeneratedRegex("^[a-z0-9-]{1,40}$", RegexOptions.NonBacktracking)]
    private static partial Regex RegionName();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._/+-]{0,199}$", RegexOptions.NonBacktracking)]
    private static partial Regex BranchName();

    [GeneratedRegex("^[a-z0-9.+-]{1,80}/[a-z0-9.+-]{1,80}$", RegexOptions.NonBacktracking)]
    private static partial Regex MediaType();
}
