namespace Footnote.Server.Embedding.Library;

/// <summary>
/// The models that ship and the folder of those that an operator adds. A model appears there whole and tried, or not at all.
/// </summary>
/// <param name="folder">Where models are added; null for <see cref="ModelFolders.UserFolder"/>. Made when the first one comes.</param>
public sealed class ModelLibrary(string? folder = null)
{
    /// <summary>Where models are added.</summary>
    public string Folder { get; } = Path.GetFullPath(folder ?? ModelFolders.UserFolder);

    /// <summary>Shipped models first, each part by name. Of two with one name only the first is ever found, so only it is listed.</summary>
    public IReadOnlyList<ModelDescription> List() =>
    [
        .. ModelFolders.ShippedFolders().SelectMany(shipped => In(shipped, isShipped: true)).Concat(In(Folder, isShipped: false))
            .DistinctBy(model => model.Name, StringComparer.Ordinal),
    ];

    /// <summary>The folder of a model by name or path.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such model.</exception>
    public string Find(string name) => List().FirstOrDefault(model => model.Name == name)?.Folder ?? ModelFolders.Find(name);

    /// <summary>Copies a folder, or unpacks a zip archive, in the Hugging Face layout.</summary>
    /// <param name="source">The folder or the archive; an archive may hold the model in a folder of its own.</param>
    /// <param name="name">The name that the model gets; null for that of the source.</param>
    /// <param name="cancellationToken">Looked at between blocks.</param>
    /// <exception cref="ModelRefusedException">The name is taken or unusable, or the source is no model.</exception>
    /// <exception cref="Encoder.ModelFormatException">The model cannot be used.</exception>
    public async Task<ModelDescription> AddAsync(string source, string? name, CancellationToken cancellationToken)
    {
        var isFolder = Directory.Exists(source);
        var own = Path.TrimEndingDirectorySeparator(Path.GetFullPath(source));
        var chosen = name ?? (isFolder ? Path.GetFileName(own) : Path.GetFileNameWithoutExtension(own));
        RequireFree(chosen);
        var staging = Stage($"{chosen}-{Guid.NewGuid():N}");
        try
        {
            await (isFolder
                ? ModelSource.CopyFolderAsync(source, staging, cancellationToken)
                : ModelSource.UnpackAsync(source, staging, cancellationToken));
            return Admit(staging, chosen);
        }
        finally
        {
            Discard(staging);
        }
    }

    /// <summary>Fetches a model from a hub. What was fetched before a break stays, and the next call goes on from there.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="hubName">Name of the model at the hub, with or without an owner.</param>
    /// <param name="revision">Branch, tag or commit; null for the latest.</param>
    /// <param name="name">The name that the model gets; null for the last part of <paramref name="hubName"/>.</param>
    /// <param name="progress">Is told the share that is there and the file at hand.</param>
    /// <param name="cancellationToken">Ends the transfer.</param>
    /// <exception cref="HubException">The hub refuses, breaks off, or what it sent is not what it announced.</exception>
    /// <exception cref="ModelRefusedException">The name is taken or unusable.</exception>
    /// <exception cref="Encoder.ModelFormatException">The model cannot be used; what was fetched is deleted.</exception>
    public async Task<ModelDescription> PullAsync(
        ModelHub hub, string hubName, string? revision, string? name, Action<double, string> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hub);
        ArgumentNullException.ThrowIfNull(progress);
        ModelName.RequireHubName(hubName);
        if (revision is not null)
        {
            ModelName.RequireRevision(revision);
        }

        var chosen = name ?? hubName[(hubName.LastIndexOf('/') + 1)..];
        RequireFree(chosen);
        var listing = await hub.ListAsync(hubName, revision, note => progress(0, note), cancellationToken);
        var staging = Stage($"{hubName}@{listing.Revision}".Replace("/", "--", StringComparison.Ordinal));
        await hub.FetchAsync(listing, staging, progress, cancellationToken);
        try
        {
            return Admit(staging, chosen);
        }
        finally
        {
            Discard(staging);
        }
    }

    private static IEnumerable<ModelDescription> In(string folder, bool isShipped) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateDirectories(folder)
            .Where(model => Path.GetFileName(model)[0] != '.' && File.Exists(Path.Combine(model, ModelFiles.Configuration)))
            .Order(StringComparer.Ordinal).Select(model => ModelDescription.Read(model, isShipped));

    private static void Discard(string staging)
    {
        if (Directory.Exists(staging))
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private void RequireFree(string name)
    {
        ModelName.Require(name);
        if (Path.Exists(Path.Combine(Folder, name)) || List().Any(model => model.Name == name))
        {
            throw new ModelRefusedException($"There is a model '{name}' already; choose another name with --name.");
        }
    }

    private string Stage(string name) => Directory.CreateDirectory(Path.Combine(Folder, ".incoming", name)).FullName;

    /// <summary>Tries the model where it lies and moves it to its place in one step.</summary>
    private ModelDescription Admit(string staging, string name)
    {
        var tried = ModelTrial.Run(staging);
        RequireFree(name);
        var place = Path.Combine(Folder, name);
        Directory.Move(staging, place);
        return tried with { Name = name, Folder = place };
    }
}
