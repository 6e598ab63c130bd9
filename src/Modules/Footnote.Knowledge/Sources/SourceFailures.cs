using System.Globalization;

namespace Footnote.Knowledge.Sources;

/// <summary>What can go wrong at a source.</summary>
internal static class SourceFailures
{
    public static SourceFailure FolderNotAllowed() => new(
        "FOLDER_NOT_ALLOWED", "The folder is not one of those that the operator allows (Footnote:Knowledge:Sources:AllowedFolders).");

    public static SourceFailure FolderMissing() => new("FOLDER_MISSING", "The folder does not exist or cannot be read.");

    public static SourceFailure Unreadable() => new("UNREADABLE", "It cannot be read with the rights of the server.");

    public static SourceFailure Gone() => new("GONE", "It disappeared between the listing and the reading.");

    public static SourceFailure TooLarge(long limit) => new(
        "TOO_LARGE", string.Create(CultureInfo.InvariantCulture, $"It is larger than the limit of {limit} bytes."));

    public static SourceFailure TooMany(int limit) => new(
        "TOO_MANY_ITEMS", string.Create(CultureInfo.InvariantCulture, $"The source has more than {limit} items; narrow it down."));

    public static SourceFailure AddressRefused() => new(
        "ADDRESS_REFUSED",
        "The address belongs to a private network, which the operator does not allow (Footnote:Knowledge:Sources:AllowedPrivateHosts).");

    public static SourceFailure SchemeRefused() => new("SCHEME_REFUSED", "Only http and https addresses without a password are fetched.");

    public static SourceFailure Unreachable(string reason) => new("UNREACHABLE", $"The server cannot be reached: {reason}.");

    public static SourceFailure TimedOut() => new("TIMED_OUT", "The server did not answer in time.");

    public static SourceFailure Status(int status) => new(
        "HTTP_STATUS", string.Create(CultureInfo.InvariantCulture, $"The server answered with status {status}."));

    public static SourceFailure TooManyRedirects() => new("TOO_MANY_REDIRECTS", "The server redirects without end.");

    public static SourceFailure RobotsUnavailable() => new(
        "ROBOTS_UNAVAILABLE", "The rules of the site (robots.txt) cannot be read, so nothing is fetched.");

    public static SourceFailure RobotsForbid() => new("ROBOTS_FORBID", "The rules of the site (robots.txt) forbid the start address.");

    public static SourceFailure Store(string message) => new("STORE_FAILED", message);

    public static SourceFailure Git(string message) => new("GIT_FAILED", message);

    public static SourceFailure GitMissing() => new("GIT_MISSING", "The program git is not installed on the server.");

    public static SourceFailure Unsupported() => new("UNSUPPORTED", "Files of this kind cannot be read.");

    public static SourceFailure Sealed() => new(
        "SECRET_UNREADABLE", "The stored secret cannot be opened with this server's key; enter it again.");

    public static SourceFailure NoCollection() => new("COLLECTION_MISSING", "The collection of the source does not exist any more.");

    public static SourceFailure RanTooLong() => new("RUN_TOO_LONG", "The run took longer than the operator allows.");

    public static SourceFailure Internal() => new("INTERNAL_ERROR", "A fault of the server; its log has it.");

    public static SourceFailure Suspicious(int missing, int known) => new(
        "TOO_MANY_MISSING",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{missing} of {known} documents are no longer at the source. None was deleted; run it with force if that is right."));

    public static SourceFailure Empty() => new("EMPTY_FILE", "The file has 0 bytes.");
}
