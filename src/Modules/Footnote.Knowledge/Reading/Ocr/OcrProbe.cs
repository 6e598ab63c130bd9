namespace Footnote.Knowledge.Reading.Ocr;

/// <summary>Whether text can be recognised now.</summary>
/// <param name="Languages">Those of the settings that are installed; none when recognition is not possible.</param>
/// <param name="FindsOrientation">Pages lying on their side can be turned.</param>
/// <param name="Advice">What to do so that recognition becomes possible, or works in every language of the settings; else null.</param>
internal sealed record OcrProbe(IReadOnlyList<string> Languages, bool FindsOrientation, string? Advice)
{
    public bool IsAvailable => Languages.Count > 0;

    public static OcrProbe Unavailable(string advice) => new([], FindsOrientation: false, advice);
}
