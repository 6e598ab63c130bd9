using System.Globalization;
using System.Runtime.InteropServices;
using Footnote.Encoder;
using Footnote.Platform.Hosting;
using Footnote.Platform.Postgres;
using Footnote.Server.Embedding;

namespace Footnote.Cli.Diagnosis;

/// <summary>What has to be on the machine, and the data folder as files: needs no running server.</summary>
internal static class InstallationChecks
{
    private const long ComfortableBytes = 1L << 30;

    public static IEnumerable<Finding> Run(DataFolder folder)
    {
        yield return Finding.Ok("runtime", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}, "
            + $"{Environment.ProcessorCount} processors");
        yield return Postgres(folder);
        yield return PdfReader();
        yield return TextRecognition();
        yield return Encoder();
        yield return Folder(folder);
        if (Directory.Exists(folder.Root))
        {
            yield return FreeSpace(folder);
            yield return Secrets(folder);
        }
    }

    private static Finding Postgres(DataFolder folder)
    {
        var versionFile = Path.Combine(folder.Database, "PG_VERSION");
        int? major = File.Exists(versionFile) && int.TryParse(File.ReadAllText(versionFile), CultureInfo.InvariantCulture, out var written)
            ? written
            : null;
        try
        {
            var found = PostgresBinaries.Find(null, major, folder.Root);
            return Finding.Ok("postgresql", $"version {found.Major} in {found.Folder}");
        }
        catch (StartupException missing)
        {
            return Finding.Failed(
                "postgresql", missing.Message, "apt-get install postgresql, or name a database with --database", (int)missing.Code);
        }
    }

    private static Finding PdfReader() =>
        FindOnPath("pdftotext") is { } path
            ? Finding.Ok("pdf reader", path)
            : Finding.Warning(
                "pdf reader", "pdftotext is not on the PATH: PDF files will fail to be read", "apt-get install poppler-utils");

    private static Finding TextRecognition() => Finding.Ok(
        "text recognition",
        FindOnPath("tesseract") ?? "not installed: scanned pages stay needs_ocr; to change that, apt-get install tesseract-ocr");

    private static string? FindOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static Finding Encoder()
    {
        try
        {
            using var encoder = SentenceEncoder.Load(ModelFolders.Find());
            var vector = encoder.Encode("A short text.");
            return Finding.Ok(
                "encoder", $"{encoder.ModelId}, {vector.Length} dimensions, {encoder.Precision.ToString().ToLowerInvariant()}");
        }
        catch (Exception unusable) when (unusable is ModelFormatException or IOException)
        {
            return Finding.Failed(
                "encoder", unusable.Message, "restore the folder models/ of the release or clone", ExitCode.MissingDependency);
        }
    }

    private static Finding Folder(DataFolder folder)
    {
        if (!Directory.Exists(folder.Root))
        {
            return Finding.Ok("data folder", $"{folder.Root} does not exist yet; the first start makes it");
        }

        var mode = File.GetUnixFileMode(folder.Root);
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        return (mode & others) == UnixFileMode.None
            ? Finding.Ok("data folder", folder.Root)
            : Finding.Warning("data folder", $"{folder.Root} is open to other users ({mode})", $"chmod 700 {folder.Root}");
    }

    private static Finding FreeSpace(DataFolder folder)
    {
        var free = new DriveInfo(folder.Root).AvailableFreeSpace;
        var text = $"{free / (1 << 20):N0} MB free";
        return free >= ComfortableBytes
            ? Finding.Ok("disk", text)
            : Finding.Warning("disk", text, "make room: uploads answer 507 when the disk is full");
    }

    private static Finding Secrets(DataFolder folder)
    {
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        string[] secrets = [folder.OperatorToken, .. Directory.Exists(folder.Keys) ? Directory.GetFiles(folder.Keys) : []];
        var open = secrets.Where(file => File.Exists(file) && (File.GetUnixFileMode(file) & others) != UnixFileMode.None)
            .Select(Path.GetFileName).ToList();
        return open.Count == 0
            ? Finding.Ok("secrets", "readable by their owner only")
            : Finding.Failed("secrets", $"readable by others: {string.Join(", ", open)}", "chmod 600 these files", ExitCode.DataFolder);
    }
}
