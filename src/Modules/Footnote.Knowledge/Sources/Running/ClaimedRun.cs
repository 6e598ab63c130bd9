namespace Footnote.Knowledge.Sources.Running;

/// <summary>A run that belongs to this process as long as it renews its lease.</summary>
internal sealed record ClaimedRun(Guid Id, SourceRow Source, string Trigger)
{
    public bool IsForced => Trigger == RunTrigger.Forced;
}
