using System.IO.Compression;

namespace Footnote.Server.Embedding.Library;

/// <summary>Takes the files of a model out of a folder or an archive. Only known names are written, each within its limit.</summary>
internal static class ModelSource
{
    public static async Task CopyFolderAsync(string source, string target, CancellationToken cancellationToken)
    {
        var present = ModelFiles.All.Where(file => File.Exists(Path.Combine(source, file))).ToList();
        RequireWhole(source, present);
        foreach (var file in present)
        {
            await using var content = File.OpenRead(Path.Combine(source, file));
            await WriteAsync(content, target, file, cancellationToken);
        }
    }

    public static async Task UnpackAsync(string source, string target, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await ZipFile.OpenReadAsync(source, cancellationToken);
            var root = FindRoot(source, archive);
            var present = ModelFiles.All.Where(file => archive.GetEntry(root + file) is not null).ToList();
            RequireWhole(source, present);
            foreach (var file in present)
            {
                await using var content = await (archive.GetEntry(root + file) ?? throw new InvalidDataException(file))
                    .OpenAsync(cancellationToken);
                await WriteAsync(content, target, file, cancellationToken);
            }
        }
        catch (InvalidDataException damaged)
        {
            throw new ModelRefusedException($"{source} is neither a folder nor a sound zip archive: {damaged.Message}", damaged);
        }
    }

    /// <summary>The folder in the archive where the model lies, with a slash at its end unless it is the top.</summary>
    private static string FindRoot(string source, ZipArchive archive)
    {
        foreach (var name in archive.Entries.Select(entry => entry.FullName))
        {
            if (name.Split('/', '\\').Contains("..") || name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal))
            {
                throw new ModelRefusedException($"{source} holds the path '{name}', which leads out of the archive.");
            }
        }

        var configuration = archive.Entries.Select(entry => entry.FullName)
            .Where(name => name == ModelFiles.Configuration || name.EndsWith("/" + ModelFiles.Configuration, StringComparison.Ordinal))
            .MinBy(name => name.Count(character => character == '/'));
        return configuration?[..^ModelFiles.Configuration.Length] ?? "";
    }

    private static void RequireWhole(string source, List<string> present)
    {
        if (ModelFiles.Missing(present) is { } missing)
        {
            throw new ModelRefusedException($"{source} is no model in the Hugging Face layout: it lacks {missing}.");
        }
    }

    /// <summary>Counts what really comes, whatever an archive announces.</summary>
    private static async Task WriteAsync(Stream content, string target, string file, CancellationToken cancellationToken)
    {
        await using var written = File.Create(ModelFiles.Place(target, file));
        var block = new byte[1 << 20];
        for (long total = 0; await content.ReadAsync(block, cancellationToken) is > 0 and var count;)
        {
            total += count;
            if (total > ModelFiles.Limit(file))
            {
                throw new ModelRefusedException($"{file} is longer than {ModelFiles.Limit(file)} bytes.");
            }

            await written.WriteAsync(block.AsMemory(0, count), cancellationToken);
        }
    }
}
