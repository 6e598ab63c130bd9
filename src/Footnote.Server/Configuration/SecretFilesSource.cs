using System.Collections;

namespace Footnote.Server.Configuration;

/// <summary>Reads FOOTNOTE__Section__Key_FILE: the value of the key is the content of the file it names.</summary>
internal sealed class SecretFilesSource : ConfigurationProvider, IConfigurationSource
{
    private const string Prefix = "FOOTNOTE__";
    private const string Suffix = "_FILE";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is { Key: string name, Value: string path }
                && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase)
                && path.Length > 0)
            {
                Data[name[..^Suffix.Length].Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = Read(name, path);
            }
        }
    }

    private static string Read(string name, string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Platform.Hosting.StartupException(
                Platform.Hosting.ExitCode.InvalidConfiguration, $"The file that {name} names cannot be read: {fault.Message}", fault);
        }
    }
}
