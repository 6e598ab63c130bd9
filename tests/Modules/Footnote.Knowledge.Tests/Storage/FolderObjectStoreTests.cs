using Footnote.Knowledge.Storage;
using Footnote.Platform.Hosting;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Storage;

public sealed class FolderObjectStoreTests : ObjectStoreConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderObjectStoreTests() => Store = new FolderObjectStore(new DataFolder(_folder.Root), new ManualTimeProvider(Now));

    private protected override IObjectStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Listing_passes_over_files_that_are_no_objects()
    {
        var key = await PutAsync("an object");
        var objects = new DataFolder(_folder.Root).Objects;
        await File.WriteAllTextAsync(Path.Combine(objects, "readme"), "not mine", Token);
        await File.WriteAllTextAsync(Path.Combine(objects, ObjectKey.Create(Now)), "in no subfolder", Token);
        Directory.CreateDirectory(Path.Combine(objects, "zz"));
        await File.WriteAllTextAsync(Path.Combine(objects, "zz", ObjectKey.Create(Now)), "in the wrong subfolder", Token);

        Assert.Equal(key, Assert.Single(await ListAsync()).Key);
    }
}
