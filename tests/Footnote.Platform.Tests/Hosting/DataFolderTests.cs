using Footnote.Platform.Hosting;
using Footnote.Testing;

namespace Footnote.Platform.Tests.Hosting;

public sealed class DataFolderTests
{
    [Fact]
    public void DataFolder_created_is_readable_by_its_owner_only()
    {
        using var temporary = new TemporaryFolder();
        var folder = new DataFolder(temporary.Path("data"));

        folder.Create();

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(owner, File.GetUnixFileMode(folder.Root));
        Assert.Equal(owner, File.GetUnixFileMode(folder.Keys));
    }

    [Fact]
    public void DataFolder_in_use_is_refused_with_the_holder()
    {
        using var temporary = new TemporaryFolder();
        var folder = new DataFolder(temporary.Path("data"));
        folder.Create();
        using var first = DataFolderLock.Acquire(folder);

        var fault = Assert.Throws<StartupException>(() => DataFolderLock.Acquire(folder));

        Assert.Equal(ExitCode.DataFolder, fault.Code);
        Assert.Contains($"process {Environment.ProcessId}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DataFolder_released_can_be_taken_again()
    {
        using var temporary = new TemporaryFolder();
        var folder = new DataFolder(temporary.Path("data"));
        folder.Create();
        DataFolderLock.Acquire(folder).Dispose();

        using var second = DataFolderLock.Acquire(folder);

        Assert.NotNull(second);
    }

    [Fact]
    public void SecretFile_is_generated_once_with_mode_0600()
    {
        using var temporary = new TemporaryFolder();
        var path = temporary.Path("secret");

        var first = SecretFile.ReadOrCreate(path, () => SecretFile.Generate("fn_"));
        var second = SecretFile.ReadOrCreate(path, () => SecretFile.Generate("fn_"));

        Assert.Equal(first, second);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }
}
