using System.Runtime.Intrinsics.X86;

namespace Footnote.Encoder.Kernels.Compiled;

/// <summary>
/// The 512-bit dot product of bytes (AVX-512 VNNI), which .NET does not offer: one routine for each number of rows, 48 columns wide,
/// written as machine code once in a process. Used only where the processor has the instruction, the system allows generated code and a
/// trial gives the right sums.
/// </summary>
internal static unsafe class VnniCode
{
    public const int MaxRows = 8;
    public const int Columns = 48;

    private const int Rcx = 1;
    private const int Rdx = 2;
    private const int Rsi = 6;
    private const int Rdi = 7;
    private const int R8 = 8;
    private const int R9 = 9;
    private const int R10 = 10;
    private const int R11 = 11;
    private const int FirstWeights = 24;
    private const int FirstActivations = 27;

    private static readonly nint[] Routines = Build();

    public static bool IsAvailable => Routines.Length > 0;

    /// <summary>sums[row, column] = sum over k of left[row, k] * weights[k, column]; the sums are stored packed, 48 a row.</summary>
    public static void Multiply(byte* left, sbyte* panel, int* sums, long steps, long leftStride, int rows) =>
        ((delegate* unmanaged[SuppressGCTransition]<byte*, sbyte*, int*, long, long, void>)Routines[rows - 1])(
            left, panel, sums, steps, leftStride);

    private static nint[] Build()
    {
        const int Avx512Vnni = 1 << 11;
        bool isSupported = OperatingSystem.IsLinux() && Environment.Is64BitProcess && Avx512BW.IsSupported
            && (X86Base.CpuId(7, 0).Ecx & Avx512Vnni) != 0;
        if (!isSupported)
        {
            return [];
        }

        var assembler = new Assembler();
        var starts = new int[MaxRows];
        for (int rows = 1; rows <= MaxRows; rows++)
        {
            starts[rows - 1] = assembler.Position;
            Emit(assembler, rows);
        }

        byte* code = ExecutableMemory.TryPlace(assembler.ToArray());
        if (code is null)
        {
            return [];
        }

        nint[] routines = [.. starts.Select(start => (nint)code + start)];
        return Enumerable.Range(1, MaxRows).All(rows => IsRight(routines[rows - 1], rows)) ? routines : [];
    }

    /// <summary>Arguments (System V): rdi left, rsi panel, rdx sums, rcx steps, r8 stride of left.</summary>
    private static void Emit(Assembler assembler, int rows)
    {
        assembler.LoadAddress(R9, new Address(Rdi, R8, 1));
        assembler.LoadAddress(R9, new Address(R9, R8));
        assembler.LoadAddress(R10, new Address(R9, R8, 1));
        assembler.LoadAddress(R10, new Address(R10, R8));
        assembler.Multiply(R11, Rcx, Columns * 4);
        for (int sum = 0; sum < rows * 3; sum++)
        {
            assembler.Zero(sum);
        }

        int loop = assembler.Position;
        for (int part = 0; part < 3; part++)
        {
            assembler.Load(FirstWeights + part, new Address(Rsi, Displacement: part * 64));
        }

        // the panel that comes next, one place further
        for (int part = 0; part < 3; part++)
        {
            assembler.Prefetch(new Address(Rsi, R11, Displacement: part * 64));
        }

        for (int row = 0; row < rows; row++)
        {
            int activations = FirstActivations + (row % 4);
            int start = row switch { < 3 => Rdi, < 6 => R9, _ => R10 };
            assembler.Broadcast(activations, row % 3 == 0 ? new Address(start) : new Address(start, R8, (row % 3) - 1));
            for (int part = 0; part < 3; part++)
            {
                assembler.DotProduct((row * 3) + part, activations, FirstWeights + part);
            }
        }

        assembler.Add(Rsi, Columns * 4);
        assembler.Add(Rdi, 4);
        assembler.Add(R9, 4);
        assembler.Add(R10, 4);
        assembler.DecrementAndLoop(Rcx, loop);
        for (int sum = 0; sum < rows * 3; sum++)
        {
            assembler.Store(new Address(Rdx, Displacement: sum * 64), sum);
        }

        assembler.ZeroUpper();
        assembler.Return();
    }

    private static bool IsRight(nint routine, int rows)
    {
        const int Steps = 3;
        const int Stride = 32;
        byte* left = stackalloc byte[MaxRows * Stride];
        sbyte* panel = stackalloc sbyte[Steps * Columns * 4];
        int* sums = stackalloc int[MaxRows * Columns];
        for (int i = 0; i < MaxRows * Stride; i++)
        {
            left[i] = (byte)(255 - (i * 7));
        }

        for (int i = 0; i < Steps * Columns * 4; i++)
        {
            panel[i] = (sbyte)(127 - (i * 5));
        }

        ((delegate* unmanaged[SuppressGCTransition]<byte*, sbyte*, int*, long, long, void>)routine)(left, panel, sums, Steps, Stride);
        for (int i = 0; i < rows * Columns; i++)
        {
            int expected = 0;
            for (int k = 0; k < Steps * 4; k++)
            {
                expected += left[(i / Columns * Stride) + k] * panel[(k / 4 * Columns * 4) + (i % Columns * 4) + (k % 4)];
            }

            if (sums[i] != expected)
            {
                return false;
            }
        }

        return true;
    }
}
