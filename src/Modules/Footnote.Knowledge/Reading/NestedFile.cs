namespace Footnote.Knowledge.Reading;

/// <summary>
/// Reads files within files. Their bytes lie in a private temporary file while they are read, because external programs want one.
/// </summary>
internal static class NestedFile
{
    /// <summary>Reads what an encrypted file holds, in its place: pages and title are the file's own.</summary>
    public static async Task ReadWholeAsync(ReadingContext context, byte[] content, CancellationToken cancellationToken)
    {
        await using var file = Create();
        await FillAsync(file, content, cancellationToken);
        var sniffed = await FormatSniffer.SniffAsync(file.Name, context.FileName, cancellationToken);
        var inner = context.Within(file.Name, context.FileName);
        await ReaderOf(sniffed.Format).ReadAsync(inner, cancellationToken);
        context.TakeOver(inner);
    }

    /// <summary>Reads an attachment below a heading with its name; the reason when it cannot be read.</summary>
    public static async Task<NestedFailure?> ReadAttachmentAsync(
        ReadingContext context, ReadOnlyMemory<byte> content, string name, CancellationToken cancellationToken)
    {
        if (context.Depth >= context.Limits.Depth)
        {
            return NestedFailure.TooDeep;
        }

        if (!context.Nested.TryTake(content.Length))
        {
            return NestedFailure.TooLarge;
        }

        await using var file = Create();
        await FillAsync(file, content, cancellationToken);
        var sniffed = await FormatSniffer.SniffAsync(file.Name, name, cancellationToken);
        if (sniffed.Format == FileFormat.Image || ReaderSet.For(sniffed.Format) is not { } reader)
        {
            return NestedFailure.Unsupported;
        }

        return await ReadAsync(context, reader, context.Within(file.Name, name), cancellationToken);
    }

    private static async Task<NestedFailure?> ReadAsync(
        ReadingContext context, IFormatReader reader, ReadingContext inner, CancellationToken cancellationToken)
    {
        using var pages = context.Builder.WithoutPages();
        var heading = context.Builder.Mark();
        context.Builder.Heading($"Attachment: {inner.FileName}", Math.Min(context.Depth + 2, 6));
        var before = context.Builder.BlockCount;
        NestedFailure? failure = null;
        try
        {
            await reader.ReadAsync(inner, cancellationToken);
        }
        catch (UnreadableFileException fault)
        {
            failure = fault.Code == ReadingFailures.Encrypted ? NestedFailure.Encrypted : NestedFailure.Damaged;
        }
        catch (Exception fault) when (FileReader.IsDamage(fault))
        {
            failure = NestedFailure.Damaged;
        }

        if (context.Builder.BlockCount == before)
        {
            context.Builder.Reset(heading);
            return failure ?? NestedFailure.NoText;
        }

        context.TakeOverWarnings(inner);
        return failure;
    }

    private static IFormatReader ReaderOf(FileFormat format) => format is FileFormat.EncryptedOffice
        ? throw UnreadableFileException.Encrypted()
        : ReaderSet.For(format) ?? throw new UnreadableFileException(ReadingFailures.Unsupported, "Files of this kind cannot be read.");

    private static FileStream Create() => new(
        Path.Combine(Path.GetTempPath(), $"footnote-{Guid.NewGuid():n}"),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });

    private static async Task FillAsync(FileStream file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await file.WriteAsync(content, cancellationToken);
        await file.FlushAsync(cancellationToken);
    }
}
