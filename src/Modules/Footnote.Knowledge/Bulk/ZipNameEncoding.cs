using System.Text;
using System.Text.Unicode;

namespace Footnote.Knowledge.Bulk;

/// <summary>
/// Names of zip entries without the UTF-8 flag: UTF-8 where the bytes are (macOS leaves the flag out), else IBM code page 437, as the zip
/// specification says.
/// </summary>
internal sealed class ZipNameEncoding : Encoding
{
    private static readonly Encoding Dos = CodePagesEncodingProvider.Instance.GetEncoding(437) ?? Latin1;

    public static ZipNameEncoding Instance { get; } = new();

    public override int GetByteCount(char[] chars, int index, int count) => UTF8.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        UTF8.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => Choose(bytes, index, count).GetCharCount(bytes, index, count);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        Choose(bytes, byteIndex, byteCount).GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    public override int GetMaxByteCount(int charCount) => UTF8.GetMaxByteCount(charCount);

    public override int GetMaxCharCount(int byteCount) => UTF8.GetMaxCharCount(byteCount);

    private static Encoding Choose(byte[] bytes, int index, int count) => Utf8.IsValid(bytes.AsSpan(index, count)) ? UTF8 : Dos;
}
