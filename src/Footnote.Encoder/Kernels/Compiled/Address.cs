namespace Footnote.Encoder.Kernels.Compiled;

/// <summary>A memory operand: base + index * 2^shift + displacement. Registers by number; an index of -1 is none.</summary>
internal readonly record struct Address(int Base, int Index = -1, int Shift = 0, int Displacement = 0);
