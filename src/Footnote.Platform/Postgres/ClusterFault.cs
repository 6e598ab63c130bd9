using Footnote.Platform.Hosting;

namespace Footnote.Platform.Postgres;

/// <summary>Translates the last output of a database program into what its operator can do.</summary>
internal static class ClusterFault
{
    public static StartupException From(string output, string folder)
    {
        var message = output switch
        {
            _ when Says("No space left on device") || Says("Disk quota exceeded") =>
                $"The disk that holds {folder} is full. Free some space and start again; nothing is lost.",
            _ when Says("Permission denied") =>
                $"The database in {folder} cannot be read by the user it runs as. Change the owner, or choose another folder with --data.",
            _ when Says("could not map anonymous shared memory") || Says("Cannot allocate memory") =>
                "There is not enough memory to start the database.",
            _ => $"The database in {folder} did not start. Its last output:{Environment.NewLine}{output}",
        };
        return new StartupException(ExitCode.DataFolder, message);

        bool Says(string words) => output.Contains(words, StringComparison.Ordinal);
    }
}
