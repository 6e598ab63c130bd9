namespace Footnote.Knowledge.Ingestion;

/// <summary>How far a running job is, from 0 to 1. Thread-safe.</summary>
internal sealed class JobProgress
{
    private double _value;

    public double Value
    {
        get => Volatile.Read(ref _value);
        set => Volatile.Write(ref _value, value);
    }
}
