using System.Buffers.Text;

namespace Footnote.Platform.Paging;

/// <summary>Opaque positions in a list: 16 bytes of an id, base64url.</summary>
public static class Cursor
{
    private const int IdLength = 16;

    public static string Encode(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));

    public static bool TryDecode(string text, out Guid id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[IdLength];
        if (text is not { Length: > 0 and <= 24 }
            || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, bytes, out var written)
            || written != IdLength)
        {
            return false;
        }

        id = new Guid(bytes, bigEndian: true);
        return true;
    }
}
