using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Footnote.Knowledge.Reading.Compound;

/// <summary>Opens packages that Office 2010 and newer encrypted with a password (MS-OFFCRYPTO, agile encryption).</summary>
internal static class AgileEncryption
{
    private const int MaximumSpins = 1_000_000;
    private const int SegmentBytes = 4096;
    private static readonly byte[] VerifierInput = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
    private static readonly byte[] VerifierHash = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
    private static readonly byte[] KeyValue = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

    /// <summary>The package, or null when the password is wrong.</summary>
    public static byte[]? Decrypt(byte[] info, byte[] encrypted, string password, CancellationToken cancellationToken)
    {
        var document = XDocument.Parse(Encoding.UTF8.GetString(info.AsSpan(8)));
        var data = Element(document, "keyData");
        var key = Element(document, "encryptedKey");
        var hash = Spin(key, password, cancellationToken);
        var salt = Bytes(key, "saltValue");
        var algorithm = Algorithm(key);
        byte[] Open(byte[] block, string value) =>
            DecryptCbc(Derive(hash, block, algorithm, Number(key, "keyBits") / 8), salt, Bytes(key, value));
        var verifier = CryptographicOperations.HashData(algorithm, Open(VerifierInput, "encryptedVerifierHashInput")
            .AsSpan(0, Number(key, "saltSize")));
        var expected = Open(VerifierHash, "encryptedVerifierHashValue");
        if (expected.Length < verifier.Length || !verifier.AsSpan().SequenceEqual(expected.AsSpan(0, verifier.Length)))
        {
            return null;
        }

        var secret = Open(KeyValue, "encryptedKeyValue")[..(Number(key, "keyBits") / 8)];
        return DecryptPackage(data, secret, encrypted, cancellationToken);
    }

    private static byte[] DecryptPackage(XElement data, byte[] secret, byte[] encrypted, CancellationToken cancellationToken)
    {
        var length = BinaryPrimitives.ReadInt64LittleEndian(encrypted);
        var salt = Bytes(data, "saltValue");
        var algorithm = Algorithm(data);
        using var package = new MemoryStream();
        Span<byte> number = stackalloc byte[4];
        for (var segment = 0; 8 + (segment * (long)SegmentBytes) < encrypted.Length; segment++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = 8 + (segment * SegmentBytes);
            var size = Math.Min(SegmentBytes, encrypted.Length - start) / 16 * 16;
            BinaryPrimitives.WriteInt32LittleEndian(number, segment);
            var vector = CryptographicOperations.HashData(algorithm, (byte[])[.. salt, .. number]);
            package.Write(DecryptCbc(secret, vector, encrypted[start..(start + size)]));
        }

        package.SetLength(Math.Clamp(length, 0, package.Length));
        return package.ToArray();
    }

    private static byte[] Spin(XElement key, string password, CancellationToken cancellationToken)
    {
        var spins = Number(key, "spinCount");
        if (spins is < 0 or > MaximumSpins)
        {
            throw UnreadableFileException.Corrupt("The encryption of the file asks for more rounds than are allowed.");
        }

        var algorithm = Algorithm(key);
        var hash = CryptographicOperations.HashData(algorithm, [.. Bytes(key, "saltValue"), .. Encoding.Unicode.GetBytes(password)]);
        var buffer = new byte[4 + hash.Length];
        for (var i = 0; i < spins; i++)
        {
            if (i % 10_000 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            BinaryPrimitives.WriteInt32LittleEndian(buffer, i);
            hash.CopyTo(buffer, 4);
            CryptographicOperations.HashData(algorithm, buffer, hash);
        }

        return hash;
    }

    private static byte[] Derive(byte[] hash, byte[] block, HashAlgorithmName algorithm, int bytes)
    {
        if (bytes is not (16 or 24 or 32))
        {
            throw new InvalidDataException("The encryption of the file has keys of an unknown size.");
        }

        var derived = CryptographicOperations.HashData(algorithm, (byte[])[.. hash, .. block]);
        var key = new byte[bytes];
        key.AsSpan().Fill(0x36);
        derived.AsSpan(0, Math.Min(bytes, derived.Length)).CopyTo(key);
        return key;
    }

    private static byte[] DecryptCbc(byte[] key, byte[] vector, byte[] bytes)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        var first = new byte[16];
        first.AsSpan().Fill(0x36);
        vector.AsSpan(0, Math.Min(vector.Length, first.Length)).CopyTo(first);
        return aes.DecryptCbc(bytes, first, PaddingMode.None);
    }

    private static XElement Element(XDocument document, string name) =>
        document.Descendants().FirstOrDefault(element => element.Name.LocalName == name)
            ?? throw new InvalidDataException("The encryption of the file is not described.");

    private static byte[] Bytes(XElement element, string name) => Convert.FromBase64String(element.Attribute(name)?.Value ?? string.Empty);

    private static int Number(XElement element, string name) =>
        int.TryParse(element.Attribute(name)?.Value, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidDataException("The encryption of the file is not described.");

    private static HashAlgorithmName Algorithm(XElement element) => element.Attribute("hashAlgorithm")?.Value switch
    {
        "SHA1" or "SHA-1" => HashAlgorithmName.SHA1,
        "SHA256" or "SHA-256" => HashAlgorithmName.SHA256,
        "SHA384" or "SHA-384" => HashAlgorithmName.SHA384,
        "SHA512" or "SHA-512" => HashAlgorithmName.SHA512,
        _ => throw new InvalidDataException("The encryption of the file uses an unknown hash."),
    };
}
