using Footnote.Platform.Hosting;
using Footnote.Server.Configuration;
using Microsoft.Extensions.Options;

namespace Footnote.Server.Embedding;

/// <summary>Where this server finds models.</summary>
internal sealed class EncoderFolders(IOptions<NetworkOptions> options)
{
    /// <exception cref="StartupException">There is no such model.</exception>
    public string Find(string model)
    {
        try
        {
            return ModelFolders.Find(model, string.IsNullOrEmpty(options.Value.ModelsFolder) ? null : options.Value.ModelsFolder);
        }
        catch (DirectoryNotFoundException fault)
        {
            throw new StartupException(
                ExitCode.MissingDependency, $"{fault.Message} Name the folder that holds it in Footnote:Server:ModelsFolder.", fault);
        }
    }
}
