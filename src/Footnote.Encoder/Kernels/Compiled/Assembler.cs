namespace Footnote.Encoder.Kernels.Compiled;

/// <summary>
/// Encodes the few x86-64 instructions that the kernels need (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2).
/// General registers: 0 rax, 1 rcx, 2 rdx, 6 rsi, 7 rdi, 8 to 15 r8 to r15. Vector registers: 0 to 31, all 512 bits.
/// </summary>
internal sealed class Assembler
{
    private readonly List<byte> _code = [];

    /// <summary>Where the next instruction will be.</summary>
    public int Position => _code.Count;

    public byte[] ToArray() => [.. _code];

    /// <summary>vpxord: sets a register to zero.</summary>
    public void Zero(int register) => VectorRegisters(prefix: 1, map: 1, opcode: 0xEF, register, register, register);

    /// <summary>vpdpbusd: adds to each 32-bit lane four products of unsigned and signed bytes.</summary>
    public void DotProduct(int sums, int unsignedBytes, int signedBytes) =>
        VectorRegisters(prefix: 1, map: 2, opcode: 0x50, sums, unsignedBytes, signedBytes);

    /// <summary>vmovdqu32 from memory.</summary>
    public void Load(int register, Address source) => VectorMemory(prefix: 2, map: 1, opcode: 0x6F, register, source);

    /// <summary>vmovdqu32 to memory.</summary>
    public void Store(Address destination, int register) => VectorMemory(prefix: 2, map: 1, opcode: 0x7F, register, destination);

    /// <summary>vpbroadcastd: one 32-bit value to all lanes.</summary>
    public void Broadcast(int register, Address source) => VectorMemory(prefix: 1, map: 2, opcode: 0x58, register, source);

    /// <summary>prefetcht0: brings the cache line of an address closer; never faults.</summary>
    public void Prefetch(Address source)
    {
        int index = source.Index < 0 ? 0 : source.Index;
        _code.AddRange([(byte)(0x40 | ((index >> 3) << 1) | (source.Base >> 3)), 0x0F, 0x18]);
        Operand(1, source);
    }

    /// <summary>imul register, source, constant.</summary>
    public void Multiply(int register, int source, int constant)
    {
        _code.AddRange([(byte)(0x48 | ((register >> 3) << 2) | (source >> 3)), 0x69, (byte)(0xC0 | ((register & 7) << 3) | (source & 7))]);
        Constant(constant);
    }

    /// <summary>vzeroupper.</summary>
    public void ZeroUpper() => _code.AddRange([0xC5, 0xF8, 0x77]);

    public void Return() => _code.Add(0xC3);

    /// <summary>add register, constant.</summary>
    public void Add(int register, int constant)
    {
        _code.AddRange([(byte)(0x48 | (register >> 3)), 0x81, (byte)(0xC0 | (register & 7))]);
        Constant(constant);
    }

    /// <summary>lea register, address.</summary>
    public void LoadAddress(int register, Address source)
    {
        int index = source.Index < 0 ? 0 : source.Index;
        _code.AddRange([(byte)(0x48 | ((register >> 3) << 2) | ((index >> 3) << 1) | (source.Base >> 3)), 0x8D]);
        Operand(register, source);
    }

    /// <summary>dec register, then jnz to an earlier place.</summary>
    public void DecrementAndLoop(int register, int target)
    {
        _code.AddRange([(byte)(0x48 | (register >> 3)), 0xFF, (byte)(0xC8 | (register & 7)), 0x0F, 0x85]);
        Constant(target - (_code.Count + 4));
    }

    /// <summary>The four bytes of the EVEX prefix for a 512-bit operation on 32-bit lanes. Bits of registers are stored inverted.</summary>
    private void Evex(int prefix, int map, int register, int second, int rmHigh3, int rmHigh4)
    {
        int r = ((register >> 3) & 1) ^ 1;
        int rHigh = ((register >> 4) & 1) ^ 1;
        _code.Add(0x62);
        _code.Add((byte)((r << 7) | ((rmHigh4 ^ 1) << 6) | ((rmHigh3 ^ 1) << 5) | (rHigh << 4) | map));
        _code.Add((byte)(((~second & 15) << 3) | 4 | prefix));
        _code.Add((byte)(0x40 | (((second >> 4) ^ 1) << 3)));
    }

    private void VectorRegisters(int prefix, int map, byte opcode, int register, int second, int third)
    {
        Evex(prefix, map, register, second, (third >> 3) & 1, (third >> 4) & 1);
        _code.Add(opcode);
        _code.Add((byte)(0xC0 | ((register & 7) << 3) | (third & 7)));
    }

    private void VectorMemory(int prefix, int map, byte opcode, int register, Address address)
    {
        int index = address.Index < 0 ? 0 : address.Index;
        Evex(prefix, map, register, second: 0, address.Base >> 3, index >> 3);
        _code.Add(opcode);
        Operand(register, address);
    }

    /// <summary>ModRM, SIB and a displacement of four bytes, which needs no scaling.</summary>
    private void Operand(int register, Address address)
    {
        int low = address.Base & 7;
        bool needsIndexByte = address.Index >= 0 || low == 4;
        _code.Add((byte)(0x80 | ((register & 7) << 3) | (needsIndexByte ? 4 : low)));
        if (needsIndexByte)
        {
            int index = address.Index < 0 ? 4 : address.Index & 7;
            _code.Add((byte)((address.Shift << 6) | (index << 3) | low));
        }

        Constant(address.Displacement);
    }

    private void Constant(int value)
    {
        for (int i = 0; i < 4; i++)
        {
            _code.Add((byte)(value >> (8 * i)));
        }
    }
}
