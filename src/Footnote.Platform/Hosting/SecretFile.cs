using System.Security.Cryptography;

namespace Footnote.Platform.Hosting;

/// <summary>Secrets that are generated once and kept in the data folder with mode 0600.</summary>
public static class SecretFile
{
    /// <summary>Reads the secret, or generates and stores it. The file appears whole or not at all.</summary>
    public static string ReadOrCreate(string path, Func<string> generate)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(generate);
        if (File.Exists(path))
        {
            var known = File.ReadAllText(path).Trim();
            if (known.Length > 0)
            {
                return known;
            }
        }

        var secret = generate();
        WriteAtomically(path, secret + "\n");
        return secret;
    }

    /// <summary>32 random bytes in base64url after a prefix that names their use.</summary>
    public static string Generate(string prefix) =>
        prefix + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Writes a file of mode 0600 by way of a temporary one, so that a crash leaves the old or the new content.</summary>
    public static void WriteAtomically(string path, string content)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        using (var stream = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(content));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
