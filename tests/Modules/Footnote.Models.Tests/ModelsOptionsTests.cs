using Footnote.Models.OpenAi;
using Microsoft.Extensions.Options;

namespace Footnote.Models.Tests;

public sealed class ModelsOptionsTests
{
    [Fact]
    public void Options_without_any_model_are_valid()
    {
        Assert.True(new ModelsOptionsValidator().Validate(null, new ModelsOptions()).Succeeded);
    }

    [Fact]
    public void Every_fault_is_listed_at_once()
    {
        var options = new ModelsOptions
        {
            Primary = new OpenAiModelOptions { BaseUrl = "ftp://somewhere" },
            Cheaper = new OpenAiModelOptions { Model = "small" },
            MaxRetries = -1,
            IdleTimeout = TimeSpan.Zero,
        };

        ValidateOptionsResult result = new ModelsOptionsValidator().Validate(null, options);

        Assert.Equal(5, result.Failures!.Count());
    }
}
