using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Footnote.Encoder.Kernels;

/// <summary>Functions of sixteen floats at a time. The polynomials are Chebyshev fits computed for this purpose.</summary>
internal static class VectorMath
{
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float ErfEnd = 3.7f;

    /// <summary>e^x for x &lt;= 88, relative error below 2e-7; everything below -87 gives about 1e-38.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.MaxNative(Vector512.MinNative(x, Vector512.Create(88f)), Vector512.Create(-87f));
        Vector512<float> power = Vector512.Round(x * Log2E);
        Vector512<float> rest = Vector512.FusedMultiplyAdd(power, Vector512.Create(-Ln2High), x);
        rest = Vector512.FusedMultiplyAdd(power, Vector512.Create(-Ln2Low), rest);
        Vector512<float> value = Vector512.Create(0.00139485812f);
        value = Vector512.FusedMultiplyAdd(value, rest, Vector512.Create(0.00837512873f));
        value = Vector512.FusedMultiplyAdd(value, rest, Vector512.Create(0.0416662171f));
        value = Vector512.FusedMultiplyAdd(value, rest, Vector512.Create(0.166664153f));
        value = Vector512.FusedMultiplyAdd(value, rest, Vector512.Create(0.5f));
        value = Vector512.FusedMultiplyAdd(value, rest, Vector512<float>.One);
        value = Vector512.FusedMultiplyAdd(value, rest, Vector512<float>.One);
        Vector512<int> exponent = Vector512.ConvertToInt32Native(power) << 23;
        return (value.AsInt32() + exponent).AsSingle();
    }

    /// <summary>
    /// The Gauss error function, absolute error below 5e-7: erf(z)/z is a polynomial of degree 13 in z squared up to 3.7, where erf is
    /// one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> z)
    {
        z = Vector512.MaxNative(Vector512.MinNative(z, Vector512.Create(ErfEnd)), Vector512.Create(-ErfEnd));
        Vector512<float> t = Vector512.FusedMultiplyAdd(z * z, Vector512.Create(2f / (ErfEnd * ErfEnd)), Vector512.Create(-1f));
        Vector512<float> value = Vector512.Create(-0.00182446814f);
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(0.00408766139f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(-0.00268816459f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(0.00478255562f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(-0.0152504779f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(0.0255968124f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(-0.0356011018f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(0.0512650572f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(-0.0705938563f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(0.0906686932f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(-0.112628102f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(0.140786245f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(-0.190468282f));
        value = Vector512.FusedMultiplyAdd(value, t, Vector512.Create(0.382137567f));
        return value * z;
    }
}
