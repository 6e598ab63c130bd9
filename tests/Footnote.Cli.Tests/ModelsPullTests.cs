using Footnote.Server.Embedding;
using Footnote.Simulators;
using Footnote.Testing;

namespace Footnote.Cli.Tests;

public sealed class ModelsPullTests : IAsyncLifetime, IDisposable
{
    private const string Name = "somebody/small-encoder";
    private const string Weights = "model.safetensors";
    private const int CutAt = 20_000_000;

    private readonly TemporaryFolder _folder = new();
    private readonly string _served = ModelFolders.Find();
    private HubSimulator? _hub;

    private HubSimulator Hub => _hub ?? throw new InvalidOperationException("The hub is not started.");

    private string Place => _folder.Path("small-encoder");

    public async ValueTask InitializeAsync() => _hub = await HubSimulator.StartAsync(Name, _served);

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Model_is_fetched_whole_and_only_its_needed_files(bool redirects)
    {
        Hub.RedirectsWeights = redirects;
        Hub.MoreNames = ["../escaped.json", "/etc/escaped", "pytorch_model.bin", "1_Pooling/../../escaped.json"];
        var result = await PullAsync();
        Assert.Equal((0, ""), (result.ExitCode, WithoutProgress(result.Errors)));
        Assert.Equal("small-encoder", Assert.Single(result.JsonLines).GetProperty("name").GetString());
        var expected = Files(_served).Where(file => file != "SOURCE.md");
        Assert.Equal(expected, Files(Place));
        Assert.Equal(expected, Hub.Fetches.Select(fetch => fetch.File).Order(StringComparer.Ordinal));
        Assert.Equal(await ReadAsync(_served), await ReadAsync(Place));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path(".incoming")));
    }

    [Fact]
    public async Task Transfer_that_breaks_off_is_gone_on_with_from_there()
    {
        Hub.CutWeightsAt(CutAt);
        var cut = await PullAsync(Name, "--attempts", "1");
        Assert.Equal(7, cut.ExitCode);
        Assert.Contains($"broke off at {CutAt} of", cut.Errors);
        Assert.False(Directory.Exists(Place));
        var before = Hub.Fetches.Count;
        var again = await PullAsync();
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(new HubRequest(Weights, CutAt), Assert.Single(Hub.Fetches.Skip(before)));
        Assert.Equal(await ReadAsync(_served), await ReadAsync(Place));
    }

    [Fact]
    public async Task Passing_faults_and_cuts_are_overcome_within_one_run()
    {
        Hub.Fail(new HubFault(429, "0"), new HubFault(503, "0"));
        Hub.CutWeightsAt(CutAt);
        Hub.CutWeightsAt(2 * CutAt);
        var result = await PullAsync();
        Assert.Equal(0, result.ExitCode);
        Assert.Equal([0, CutAt, 2 * CutAt], Hub.Fetches.Where(fetch => fetch.File == Weights).Select(fetch => fetch.From));
        Assert.Equal(await ReadAsync(_served), await ReadAsync(Place));
    }

    [Fact]
    public async Task Private_model_of_a_branch_comes_with_the_token_which_neither_store_nor_output_sees()
    {
        Hub.Token = "hf_secret-token";
        Hub.Branch = "refs/pr/1";
        Hub.RedirectsWeights = true;
        var file = _folder.Path("token");
        await File.WriteAllTextAsync(file, Hub.Token + "\n", TestContext.Current.CancellationToken);
        var without = await PullAsync();
        Assert.Equal(9, without.ExitCode);
        Assert.Contains("not for everybody (401)", without.Errors);
        var wrong = await PullAsync(Name, "--token-file", _folder.Path("none"));
        Assert.Equal(2, wrong.ExitCode);
        var result = await PullAsync(Name, "--token-file", file, "--revision", Hub.Branch);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(0, Hub.TokensAtStore);
        Assert.Equal(await ReadAsync(_served), await ReadAsync(Place));
        Assert.DoesNotContain(Hub.Token, result.Errors + result.Output + without.Errors);
    }

    [Theory]
    [InlineData("../main")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task Revision_that_is_none_is_refused(string revision)
    {
        var result = await PullAsync(Name, "--revision", revision);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("revision", result.Errors);
        Assert.Equal(0, Hub.Asked);
    }

    [Fact]
    public async Task Weights_with_another_checksum_are_refused_and_deleted()
    {
        Hub.HasWrongChecksum = true;
        var result = await PullAsync();
        Assert.Equal(9, result.ExitCode);
        Assert.Contains($"{Weights} is damaged", result.Errors);
        Assert.False(Directory.Exists(Place));
        Assert.Empty(Directory.EnumerateFiles(_folder.Root, Weights + "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task File_of_another_length_than_announced_is_refused()
    {
        Hub.TooLong = "tokenizer.json";
        var result = await PullAsync();
        Assert.Equal(9, result.ExitCode);
        Assert.Contains("tokenizer.json with", result.Errors);
        Assert.False(Directory.Exists(Place));
    }

    [Fact]
    public async Task Model_without_readable_weights_is_refused_before_anything_is_fetched()
    {
        Hub.Hidden = [Weights];
        var result = await PullAsync();
        Assert.Equal(9, result.ExitCode);
        Assert.Contains($"lacks {Weights}", result.Errors);
        Assert.Empty(Hub.Fetches);
    }

    [Fact]
    public async Task Unknown_name_is_refused_by_the_hub()
    {
        var result = await PullAsync("somebody/else");
        Assert.Equal(9, result.ExitCode);
        Assert.Contains("somebody/else", result.Errors);
    }

    [Theory]
    [InlineData("../../outside")]
    [InlineData("a/b/c")]
    [InlineData("a/..")]
    [InlineData("a?b")]
    public async Task Name_that_is_a_path_is_refused(string name)
    {
        var result = await PullAsync(name);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("OWNER/NAME", result.Errors);
    }

    [Fact]
    public async Task Hub_that_is_not_named_is_asked_for()
    {
        var result = await Command.RunAsync("models", "pull", Name, "--models", _folder.Root);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--hub", result.Errors);
        Assert.Contains("FOOTNOTE_HUB", result.Errors);
    }

    private static string WithoutProgress(string errors) => string.Concat(
        errors.Split('\n').Where(line => !line.StartsWith("Fetching ", StringComparison.Ordinal)));

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal);

    private static Task<byte[]> ReadAsync(string folder) =>
        File.ReadAllBytesAsync(Path.Combine(folder, Weights), TestContext.Current.CancellationToken);

    private Task<CommandResult> PullAsync(string name = Name, params string[] more)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["FOOTNOTE_HUB"] = Hub.Url };
        return Command.RunAsync(environment, ["models", "pull", name, "--models", _folder.Root, "--json", .. more]);
    }
}
