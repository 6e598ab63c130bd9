using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Footnote.Knowledge.Reading.Compound;

/// <summary>Opens packages that Office 2007 encrypted with a password (MS-OFFCRYPTO, standard encryption: AES, SHA-1).</summary>
internal static class StandardEncryption
{
    private const int Spins = 50_000;
    private const int HashBytes = 20;

    /// <summary>The package, or null when the password is wrong.</summary>
    public static byte[]? Decrypt(byte[] info, byte[] encrypted, string password)
    {
        var headerBytes = (int)BinaryPrimitives.ReadUInt32LittleEndian(info.AsSpan(8));
        var keyBytes = (int)BinaryPrimitives.ReadUInt32LittleEndian(info.AsSpan(12 + 16)) / 8;
        var verifier = info.AsSpan(12 + headerBytes);
        var key = KeyOf(verifier.Slice(4, 16), password, keyBytes is 16 or 24 or 32 ? keyBytes : 16);
        using var aes = Aes.Create();
        aes.Key = key;
        var input = aes.DecryptEcb(verifier.Slice(20, 16), PaddingMode.None);
        var expected = aes.DecryptEcb(verifier.Slice(40, 32), PaddingMode.None);
        if (!Sha1(input).AsSpan().SequenceEqual(expected.AsSpan(0, HashBytes)))
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(encrypted);
        var package = aes.DecryptEcb(encrypted.AsSpan(8, (encrypted.Length - 8) / 16 * 16), PaddingMode.None);
        return package[..(int)Math.Clamp(length, 0, package.Length)];
    }

    private static byte[] KeyOf(ReadOnlySpan<byte> salt, string password, int bytes)
    {
        var hash = Sha1([.. salt, .. Encoding.Unicode.GetBytes(password)]);
        var buffer = new byte[4 + HashBytes];
        for (var i = 0; i < Spins; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer, i);
            hash.CopyTo(buffer, 4);
            hash = Sha1(buffer);
        }

        hash = Sha1([.. hash, 0, 0, 0, 0]);
        return [.. Sha1(Pad(hash, 0x36)).Concat(Sha1(Pad(hash, 0x5C))).Take(bytes)];
    }

    private static byte[] Pad(byte[] hash, byte filler)
    {
        var block = new byte[64];
        block.AsSpan().Fill(filler);
        for (var i = 0; i < hash.Length; i++)
        {
            block[i] ^= hash[i];
        }

        return block;
    }

#pragma warning disable CA5350 // the format's own hash; nothing new is protected with it
    private static byte[] Sha1(byte[] bytes) => SHA1.HashData(bytes);
#pragma warning restore CA5350
}
