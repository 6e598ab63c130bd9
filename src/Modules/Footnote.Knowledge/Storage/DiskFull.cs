namespace Footnote.Knowledge.Storage;

/// <summary>Recognises the errors of a full disk or an exhausted quota.</summary>
internal static class DiskFull
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int FileTooBig = 27;
    private const int WindowsDiskFull = 0x70;

    public static bool Is(Exception exception) => exception switch
    {
        IOException io => (io.HResult & 0xFFFF) is NoSpace or QuotaExceeded or FileTooBig or WindowsDiskFull,
        Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.DiskFull } => true,
        _ => false,
    };
}
