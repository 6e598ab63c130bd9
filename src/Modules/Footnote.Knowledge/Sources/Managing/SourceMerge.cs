using Footnote.Knowledge.Access;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>Puts a change over what a source is.</summary>
internal static class SourceMerge
{
    public static SourceBody Apply(SourceResponse present, SourceBody change)
    {
        var hasPlace = change.Folder is not null || change.Website is not null || change.S3 is not null || change.Git is not null;
        return new SourceBody
        {
            Name = change.Name ?? present.Name,
            Folder = hasPlace ? change.Folder : present.Folder,
            Website = hasPlace ? change.Website : present.Website,
            S3 = hasPlace ? change.S3 : BodyOf(present.S3),
            Git = hasPlace ? change.Git : BodyOf(present.Git),
            CollectionId = change.CollectionId ?? present.CollectionId,
            Schedule = change.Schedule ?? present.Schedule,
            Include = change.Include ?? present.Include,
            Exclude = change.Exclude ?? present.Exclude,
            Tags = change.Tags ?? present.Tags,
            Category = change.Category ?? present.Category,
            Readers = change.Readers ?? ReadersOf(present.Readers),
            Enabled = change.Enabled ?? present.Enabled,
        };
    }

    /// <summary>Whether a change leads to another server, to which stored secrets must not go.</summary>
    public static bool LeadsElsewhere(SourceSettings present, SourceSettings changed) =>
        !string.Equals(ServerOf(present), ServerOf(changed), StringComparison.OrdinalIgnoreCase);

    private static string ServerOf(SourceSettings settings)
    {
        var address = settings.Git?.Url ?? settings.S3?.Endpoint;
        return Uri.TryCreate(address, UriKind.Absolute, out var server) ? server.GetLeftPart(UriPartial.Authority) : string.Empty;
    }

    private static ReadersRequest ReadersOf(SourceReaders readers) => readers.Everyone
        ? new ReadersRequest { Everyone = true }
        : new ReadersRequest { Users = readers.Users, Roles = readers.Roles };

    private static BucketBody? BodyOf(BucketSettings? settings) => settings is null ? null : new BucketBody
    {
        Bucket = settings.Bucket,
        Prefix = settings.Prefix,
        Endpoint = settings.Endpoint,
        Region = settings.Region,
        PathStyle = settings.PathStyle,
        AccessKey = settings.AccessKey,
    };

    private static RepositoryBody? BodyOf(RepositorySettings? settings) => settings is null ? null : new RepositoryBody
    {
        Url = settings.Url,
        Branch = settings.Branch,
        Path = settings.Path,
        UserName = settings.UserName,
    };
}
