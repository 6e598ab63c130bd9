using System.Security.Cryptography;
using System.Text;

namespace Footnote.Platform.Crypto;

/// <summary>Seals texts that have to be read again, such as keys to outside services: AES-256-GCM with a fresh nonce.</summary>
public sealed class SecretBox
{
    public const int KeyBytes = 32;
    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] _key;

    /// <summary>Takes a key of 32 bytes.</summary>
    public SecretBox(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _key = key.Length == KeyBytes ? [.. key] : throw new ArgumentException($"A key has {KeyBytes} bytes.", nameof(key));
    }

    /// <summary>Seals a text for one use; it opens with the same <paramref name="purpose"/> only, so a row cannot be moved.</summary>
    public byte[] Seal(string text, string purpose)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[1 + NonceBytes + TagBytes + plain.Length];
        box[0] = Format;
        var nonce = box.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(
            nonce, plain, box.AsSpan(1 + NonceBytes + TagBytes), box.AsSpan(1 + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        CryptographicOperations.ZeroMemory(plain);
        return box;
    }

    /// <summary>The sealed text; null when the key or the purpose is another one, or the box was changed.</summary>
    public string? Open(byte[] box, string purpose)
    {
        ArgumentNullException.ThrowIfNull(box);
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        if (box.Length < 1 + NonceBytes + TagBytes || box[0] != Format)
        {
            return null;
        }

        var plain = new byte[box.Length - 1 - NonceBytes - TagBytes];
        using var cipher = new AesGcm(_key, TagBytes);
        try
        {
            cipher.Decrypt(
                box.AsSpan(1, NonceBytes), box.AsSpan(1 + NonceBytes + TagBytes), box.AsSpan(1 + NonceBytes, TagBytes), plain,
                Encoding.UTF8.GetBytes(purpose));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
