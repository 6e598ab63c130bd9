using System.Globalization;

namespace Footnote.Platform.Hosting;

/// <summary>Holds a data folder for one server: an advisory lock that the kernel releases when the process ends, however it ends.</summary>
public sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <exception cref="StartupException">Another server uses the folder.</exception>
    public static DataFolderLock Acquire(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        FileStream file;
        try
        {
            file = new FileStream(folder.LockFile, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (IOException fault) when (!DiskFaults.IsFull(fault) && File.Exists(folder.LockFile))
        {
            throw new StartupException(
                ExitCode.DataFolder,
                $"{folder.Root} is in use by another Footnote server{HolderOf(folder)}. Stop it, or choose another folder with --data.",
                fault);
        }

        // Beside the lock, which nobody else can even read.
        SecretFile.WriteAtomically(folder.ProcessFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new DataFolderLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static string HolderOf(DataFolder folder)
    {
        try
        {
            var text = File.ReadAllText(folder.ProcessFile).Trim();
            return text.Length is > 0 and < 20 && text.All(char.IsAsciiDigit) ? $" (process {text})" : string.Empty;
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
