using System.ComponentModel.DataAnnotations;
using Footnote.Platform.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Footnote.Platform.Tests.Options;

public sealed class ModuleOptionsTests
{
    [Fact]
    public void Options_with_several_faults_report_all_of_them_at_once()
    {
        var fault = Assert.Throws<OptionsValidationException>(
            () => Bind(("Count", "many"), ("Wait", "later"), ("Ratio", "7"), ("Colour", "red")));

        var faults = fault.Failures.ToArray();
        Assert.Equal(4, faults.Length);
        Assert.Contains("Sample:Count: the value cannot be read as a whole number", faults);
        Assert.Contains("Sample:Wait: the value cannot be read as a duration such as 00:05:00", faults);
        Assert.Contains("Sample:Ratio: must be between 0 and 1", faults);
        Assert.Contains("Sample:Colour: there is no such setting", faults);
    }

    [Fact]
    public void Options_in_a_group_are_bound_and_checked_like_any_other()
    {
        Assert.Equal(["x", "y"], Bind(("Inner:Names", "x,y")).Inner.Names);
        var fault = Assert.Throws<OptionsValidationException>(
            () => Bind(("Inner:Size", "0"), ("Inner:Depth", "deep"), ("Inner:Colour", "red")));
        Assert.Equal(
            ["Sample:Inner:Colour: there is no such setting", "Sample:Inner:Depth: the value cannot be read as a whole number",
                "Sample:Inner:Size: must be positive"],
            fault.Failures.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Options_without_settings_keep_their_defaults() => Assert.Equal(3, Bind().Count);

    [Fact]
    public void Options_list_may_be_written_with_commas() => Assert.Equal(["a", "b"], Bind(("Names", "a, b")).Names);

    private static Sample Bind(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(pair => $"Sample:{pair.Key}", pair => (string?)pair.Value))
            .Build();
        using var provider = new ServiceCollection().AddModuleOptions<Sample>(configuration.GetSection("Sample")).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<Sample>>().Value;
    }

    private sealed class Sample
    {
        public int Count { get; set; } = 3;

        public TimeSpan Wait { get; set; }

        [Range(0.0, 1.0, ErrorMessage = "must be between 0 and 1")]
        public double Ratio { get; set; }

        public string[] Names { get; set; } = [];

        public Group Inner { get; set; } = new();
    }

    private sealed class Group
    {
        [Range(1, 9, ErrorMessage = "must be positive")]
        public int Size { get; set; } = 1;

        public int Depth { get; set; }

        public string[] Names { get; set; } = [];
    }
}
