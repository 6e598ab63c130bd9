using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Footnote.Platform.Options;

/// <summary>
/// Binds each key by itself, so that one wrong value does not hide the others; <see cref="SectionValidator{TOptions}"/> reports them.
/// </summary>
internal sealed class SectionBinder<TOptions>(IConfigurationSection section) : IConfigureOptions<TOptions>
    where TOptions : class
{
    public void Configure(TOptions options) => SectionReader.Bind(section, options);
}
