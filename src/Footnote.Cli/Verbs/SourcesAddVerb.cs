using System.CommandLine;
using Footnote.Client.Sources;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote sources add</c>: the kind is told by the options; secrets are read from files, so that no list of processes shows
/// them.</summary>
internal static class SourcesAddVerb
{
    private static readonly Option<string?> Folder = Text("--folder", "A folder of the server's machine.", "DIR");
    private static readonly Option<string?> Url = Text("--url", "Start address of a web site.", "URL");
    private static readonly Option<string?> Git = Text("--git", "Address of a Git repository.", "URL");
    private static readonly Option<string?> Bucket = Text("--bucket", "Name of an S3 bucket.", "NAME");
    private static readonly Option<int?> Depth = new("--depth") { Description = "Links followed on a web site.", HelpName = "N" };
    private static readonly Option<int?> Pages = new("--pages") { Description = "Pages taken of a web site.", HelpName = "N" };
    private static readonly Option<string?> Branch = Text("--branch", "Branch of the repository.", "NAME");
    private static readonly Option<string?> Path = Text("--path", "Folder inside the repository, or prefix of a bucket.", "PATH");
    private static readonly Option<string?> Endpoint = Text("--endpoint", "Address of the S3 store.", "URL");
    private static readonly Option<string?> Region = Text("--region", "Region of the bucket.", "NAME");
    private static readonly Option<bool> PathStyle = new("--path-style") { Description = "The S3 store wants the bucket in the path." };
    private static readonly Option<string?> User = Text("--user", "Access key of the bucket, or user name at the Git server.", "NAME");
    private static readonly Option<string?> SecretFile =
        Text("--secret-file", "File with the secret key of the bucket or the token for Git.", "FILE");

    private static readonly Option<string?> KeyFile = Text("--ssh-key-file", "File with the private key for Git over ssh.", "FILE");
    private static readonly Option<string?> Every = Text("--every", "Run it so often, such as 01:00:00.", "TIME");
    private static readonly Option<string?> Daily = Text("--daily", "Run it once a day at this time (UTC), such as 03:30.", "HH:MM");
    private static readonly Option<string?> CollectionName = Text("--collection", "Collection that the documents go into.", "NAME");
    private static readonly Option<string[]> Include =
        new("--include") { Description = "Pattern of wanted items, such as *.md.", HelpName = "GLOB" };

    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "Pattern of unwanted items.", HelpName = "GLOB" };
    private static readonly Option<string[]> Tag = new("--tag") { Description = "Tag of the documents.", HelpName = "TEXT" };

    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Name of the source." };
        var data = Shared.Data();
        var json = Shared.Json();
        var command = new Command("add", "Add a folder, web site, Git repository or bucket.")
        {
            name, Folder, Url, Git, Bucket, Depth, Pages, Branch, Path, Endpoint, Region, PathStyle, User, SecretFile, KeyFile, Every,
            Daily, CollectionName, Include, Exclude, Tag, data, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var connection = ServerConnection.Open(Shared.DataFolderOf(parsed.GetValue(data)));
            var request = RequestOf(parsed.GetRequiredValue(name), parsed);
            if (parsed.GetValue(CollectionName) is { } collection)
            {
                var found = await Collections.FindAsync(connection.Client, item => item.Name == collection, cancellationToken)
                    ?? throw new UsageException($"There is no collection '{collection}'.");
                request = request with { CollectionId = found.Id };
            }

            var source = await connection.Client.Sources.CreateAsync(request, cancellationToken);
            if (parsed.GetValue(json))
            {
                Shared.WriteJson(source);
            }
            else
            {
                Console.WriteLine($"{source.Name}: {source.Kind} {source.Place} was added ({source.Id:D})");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static CreateSourceRequest RequestOf(string name, ParseResult parsed) => new(name)
    {
        Folder = parsed.GetValue(Folder) is { } folder ? new SourceFolder(System.IO.Path.GetFullPath(folder)) : null,
        Website = parsed.GetValue(Url) is { } url ? WebsiteOf(url, parsed) : null,
        Git = parsed.GetValue(Git) is { } git ? RepositoryOf(git, parsed) : null,
        S3 = parsed.GetValue(Bucket) is { } bucket ? BucketOf(bucket, parsed) : null,
        Schedule = parsed.GetValue(Every) is null && parsed.GetValue(Daily) is null ? null
            : new SourceSchedule { Every = parsed.GetValue(Every), DailyAt = parsed.GetValue(Daily) },
        Include = parsed.GetValue(Include),
        Exclude = parsed.GetValue(Exclude),
        Tags = parsed.GetValue(Tag),
    };

    private static SourceWebsite WebsiteOf(string url, ParseResult parsed)
    {
        var site = new SourceWebsite(url);
        return site with { MaxDepth = parsed.GetValue(Depth) ?? site.MaxDepth, MaxPages = parsed.GetValue(Pages) ?? site.MaxPages };
    }

    private static SourceRepository RepositoryOf(string url, ParseResult parsed) => new(url)
    {
        Branch = parsed.GetValue(Branch),
        Path = parsed.GetValue(Path),
        UserName = parsed.GetValue(User),
        Token = SecretOf(parsed.GetValue(SecretFile)),
        SshKey = SecretOf(parsed.GetValue(KeyFile)),
    };

    private static SourceBucket BucketOf(string bucket, ParseResult parsed) => new(bucket)
    {
        Prefix = parsed.GetValue(Path),
        Endpoint = parsed.GetValue(Endpoint),
        Region = parsed.GetValue(Region),
        PathStyle = parsed.GetValue(PathStyle),
        AccessKey = parsed.GetValue(User),
        SecretKey = SecretOf(parsed.GetValue(SecretFile)),
    };

    private static string? SecretOf(string? file) => file is null ? null : File.ReadAllText(file).TrimEnd('\r', '\n');

    private static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };
}
