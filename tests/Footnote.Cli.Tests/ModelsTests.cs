using System.IO.Compression;
using Footnote.Server.Embedding;
using Footnote.Testing;

namespace Footnote.Cli.Tests;

public class ModelsTests
{
    private static readonly string[] Needed = ["config.json", "tokenizer.json", "model.safetensors"];

    private readonly string _granite = ModelFolders.Find();

    [Fact]
    public async Task List_names_the_shipped_models_with_kind_and_width()
    {
        using var folder = new TemporaryFolder();
        var result = await Command.RunAsync("models", "list", "--json", "--models", folder.Root);
        Assert.Equal(0, result.ExitCode);
        var kinds = result.JsonLines.ToDictionary(
            line => line.GetProperty("name").GetString()!,
            line => (line.GetProperty("kind").GetString(), line.GetProperty("dimensions").GetInt32()));
        Assert.Equal(("sentence encoder", 384), kinds[ModelFolders.DefaultEncoder]);
        Assert.Equal(("cross-encoder", 384), kinds[ModelFolders.DefaultCrossEncoder]);
        Assert.All(result.JsonLines, line => Assert.True(line.GetProperty("shipped").GetBoolean()));
        Assert.All(result.JsonLines, line => Assert.True(line.GetProperty("bytes").GetInt64() > 10_000_000));
    }

    [Fact]
    public async Task Added_folder_is_listed_and_used_by_name_and_its_name_is_then_taken()
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["XDG_DATA_HOME"] = folder.Root };
        var added = await Command.RunAsync(environment, "models", "add", _granite, "--name", "mine");
        Assert.Equal((0, ""), (added.ExitCode, added.Errors));
        var models = folder.Path("footnote", "models");
        Assert.True(File.Exists(Path.Combine(models, "mine", "1_Pooling", "config.json")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(models, ".incoming")));
        var list = await Command.RunAsync(environment, "models", "list", "--json");
        var mine = Assert.Single(list.JsonLines, line => line.GetProperty("name").GetString() == "mine");
        Assert.False(mine.GetProperty("shipped").GetBoolean());
        var texts = folder.Write("texts.jsonl", "{\"text\":\"A bank card was lost.\"}\n");
        var embedded = await Command.RunAsync(environment, "embed", "--texts", texts, "--model", "mine", "--json");
        Assert.Equal("mine", Assert.Single(embedded.JsonLines).GetProperty("model").GetString());
        var again = await Command.RunAsync(environment, "models", "add", _granite, "--name", "mine");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("'mine' already", again.Errors);
    }

    [Fact]
    public async Task Shipped_name_is_taken()
    {
        using var folder = new TemporaryFolder();
        var result = await Command.RunAsync("models", "add", _granite, "--models", folder.Root);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("already", result.Errors);
    }

    [Fact]
    public async Task Archive_with_the_model_in_a_folder_is_unpacked_without_its_other_files()
    {
        using var folder = new TemporaryFolder();
        var zip = Zip(folder, "small.zip", "inner/", ("inner/notes.bin", "not of the model"));
        var result = await Command.RunAsync("models", "add", zip, "--models", folder.Path("models"), "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal("small", Assert.Single(result.JsonLines).GetProperty("name").GetString());
        var files = Directory.EnumerateFiles(folder.Path("models", "small")).Select(Path.GetFileName);
        Assert.Equal(Needed.Order(StringComparer.Ordinal), files.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("../escaped.txt")]
    [InlineData("/escaped.txt")]
    [InlineData("..\\escaped.txt")]
    public async Task Archive_with_a_path_that_leads_out_is_refused(string path)
    {
        using var folder = new TemporaryFolder();
        var zip = Zip(folder, "hostile.zip", "", (path, "out"));
        var result = await Command.RunAsync("models", "add", zip, "--models", folder.Path("models"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("leads out", result.Errors);
        Assert.False(Directory.Exists(folder.Path("models", "hostile")));
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "escaped*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Archive_that_swells_beyond_the_limit_is_refused_and_cleared_away()
    {
        using var folder = new TemporaryFolder();
        var zip = Zip(folder, "bomb.zip", "", ("modules.json", new string(' ', (128 << 20) + 1)));
        var result = await Command.RunAsync("models", "add", zip, "--models", folder.Path("models"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("modules.json is longer", result.Errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path("models", ".incoming")));
    }

    [Fact]
    public async Task Model_with_a_layer_that_is_not_computed_is_refused()
    {
        using var folder = new TemporaryFolder();
        var zip = Zip(folder, "dense.zip", "", ("modules.json", "[{\"type\":\"sentence_transformers.models.Dense\"}]"));
        var result = await Command.RunAsync("models", "add", zip, "--models", folder.Path("models"));
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("sentence_transformers.models.Dense", result.Errors);
        Assert.False(Directory.Exists(folder.Path("models", "dense")));
    }

    [Fact]
    public async Task File_that_is_no_archive_is_refused()
    {
        using var folder = new TemporaryFolder();
        var result = await Command.RunAsync("models", "add", folder.Write("x.zip", "no archive"), "--models", folder.Path("models"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("zip archive", result.Errors);
    }

    [Fact]
    public async Task Model_with_cut_weights_is_not_added_and_not_verified()
    {
        using var folder = new TemporaryFolder();
        var broken = Directory.CreateDirectory(folder.Path("broken")).FullName;
        File.Copy(Path.Combine(_granite, "config.json"), Path.Combine(broken, "config.json"));
        File.Copy(Path.Combine(_granite, "tokenizer.json"), Path.Combine(broken, "tokenizer.json"));
        await File.WriteAllBytesAsync(Path.Combine(broken, "model.safetensors"), new byte[100], TestContext.Current.CancellationToken);
        var added = await Command.RunAsync("models", "add", broken, "--models", folder.Path("models"));
        Assert.Equal(3, added.ExitCode);
        Assert.Contains("model.safetensors", added.Errors);
        Assert.False(Directory.Exists(folder.Path("models", "broken")));
        var verified = await Command.RunAsync("models", "verify", broken);
        Assert.Equal(3, verified.ExitCode);
        Assert.Contains("model.safetensors", verified.Errors);
    }

    [Theory]
    [InlineData(ModelFolders.DefaultEncoder, "sentence encoder")]
    [InlineData(ModelFolders.DefaultCrossEncoder, "cross-encoder")]
    public async Task Shipped_model_is_verified(string name, string kind)
    {
        var result = await Command.RunAsync("models", "verify", name, "--json");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(kind, Assert.Single(result.JsonLines).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Unknown_model_is_not_verified()
    {
        var result = await Command.RunAsync("models", "verify", "no-such-model");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("no-such-model", result.Errors);
    }

    private string Zip(TemporaryFolder folder, string name, string prefix, (string Path, string Text) extra)
    {
        var path = folder.Path(name);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var file in Needed)
        {
            archive.CreateEntryFromFile(Path.Combine(_granite, file), prefix + file, CompressionLevel.NoCompression);
        }

        using var writer = new StreamWriter(archive.CreateEntry(extra.Path).Open());
        writer.Write(extra.Text);
        return path;
    }
}
